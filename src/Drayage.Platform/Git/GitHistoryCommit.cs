using System.Collections.Immutable;

namespace Drayage.Platform.Git;

/// <summary>A commit of a history, with what else one reading tells of it.</summary>
public sealed record GitHistoryCommit
{
    public required GitCommit Commit { get; init; }

    /// <summary>Names of the tags that lead to it, without <c>refs/tags/</c>.</summary>
    public required ImmutableArray<string> Tags { get; init; }

    /// <summary>The paths that it changed; none for a merge, or where they were not asked for.</summary>
    public required ImmutableArray<string> Paths { get; init; }
}
