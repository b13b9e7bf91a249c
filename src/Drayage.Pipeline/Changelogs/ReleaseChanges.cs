using System.Collections.Immutable;
using Drayage.Model.Versions;

namespace Drayage.Pipeline.Changelogs;

/// <summary>What changed with one release.</summary>
public sealed record ReleaseChanges
{
    /// <summary>Null for what is not released.</summary>
    public required ReleaseVersion? Version { get; init; }

    /// <summary>The tag that it has, or will have; null for what is not released.</summary>
    public required string? Tag { get; init; }

    /// <summary>The tag of the release before; null for the first one.</summary>
    public required string? Previous { get; init; }

    /// <summary>Of the release's commit.</summary>
    public required DateTimeOffset Date { get; init; }

    /// <summary>Full id of the release's commit.</summary>
    public required string Commit { get; init; }

    /// <summary>Newest first, without merges.</summary>
    public required ImmutableArray<Change> Changes { get; init; }
}
