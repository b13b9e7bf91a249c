using System.Collections.Immutable;
using Drayage.Workflows.Reading;

namespace Drayage.Workflows.Definitions;

/// <summary>A step of a job or a composite action.</summary>
public sealed record Step
{
    /// <summary>Zero-based position among the steps.</summary>
    public required int Index { get; init; }

    public required YamlNode.Mapping Node { get; init; }

    public required ScalarText? Id { get; init; }

    public required ScalarText? Name { get; init; }

    public required ScalarText? If { get; init; }

    public required ActionReference? Uses { get; init; }

    /// <summary>Inputs of the action.</summary>
    public required ImmutableArray<Setting> With { get; init; }

    /// <summary>The script: decoded, with expressions as they are written; <see cref="ScalarText.PlaceOf"/> leads back to the file.</summary>
    public required ScalarText? Run { get; init; }

    public required ScalarText? Shell { get; init; }

    public required ScalarText? WorkingDirectory { get; init; }

    public required ImmutableArray<Setting> Env { get; init; }

    public required ScalarText? ContinueOnError { get; init; }

    public required ScalarText? TimeoutMinutes { get; init; }

    /// <summary>How messages name it.</summary>
    public string Title => Name?.Value ?? Id?.Value ?? Uses?.Text.Value ?? $"step {Index + 1}";

    /// <summary>Where the step is shown: its name or first key.</summary>
    public SourcePlace Place => Node.Entries.IsEmpty ? Node.Place : Node.Entries[0].Key.Place;
}
