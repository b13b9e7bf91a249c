using System.Collections.Immutable;
using Drayage.Workflows.Reading;

namespace Drayage.Workflows.Definitions;

/// <summary><c>strategy.matrix</c> as it is written.</summary>
public sealed record Matrix
{
    public required SourcePlace Place { get; init; }

    /// <summary>The expression that gives the whole matrix, or null.</summary>
    public required ScalarText? Expression { get; init; }

    /// <summary>In the order of the file; each a list, or an expression that gives one.</summary>
    public required ImmutableArray<YamlEntry> Axes { get; init; }

    /// <summary>A list of mappings, or an expression that gives one.</summary>
    public required YamlNode? Include { get; init; }

    /// <summary>A list of mappings, or an expression that gives one.</summary>
    public required YamlNode? Exclude { get; init; }
}
