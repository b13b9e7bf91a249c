using System.Collections.Immutable;
using Drayage.Workflows.Reading;

namespace Drayage.Workflows.Definitions;

/// <summary>An <c>action.yml</c>.</summary>
public sealed record ActionDefinition
{
    public required SourceFile Source { get; init; }

    public required YamlNode.Mapping Node { get; init; }

    public required ScalarText? Name { get; init; }

    public required ImmutableArray<InputDefinition> Inputs { get; init; }

    public required ImmutableArray<Setting> Outputs { get; init; }

    /// <summary><c>composite</c>, <c>docker</c>, <c>node20</c> …</summary>
    public required ScalarText? Using { get; init; }

    /// <summary>Empty unless the action is composite.</summary>
    public required ImmutableArray<Step> Steps { get; init; }

    public string Title => Name?.Value ?? Source.Path;
}
