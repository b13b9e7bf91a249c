using System.Collections.Immutable;

namespace Drayage.Platform.Git;

/// <summary>How index and working tree stand against HEAD.</summary>
public sealed record GitStatus
{
    /// <summary>Commit of HEAD; null in a repository without commits.</summary>
    public required GitObjectId? Head { get; init; }

    /// <summary>Name of the branch checked out; null when HEAD is detached.</summary>
    public required string? Branch { get; init; }

    /// <summary>What is not as committed, sorted by path. Ignored files are not listed.</summary>
    public required ImmutableArray<GitChange> Changes { get; init; }

    public bool IsDirty => Changes.Length > 0;
}
