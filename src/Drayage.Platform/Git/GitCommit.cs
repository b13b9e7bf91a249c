using System.Collections.Immutable;

namespace Drayage.Platform.Git;

/// <summary>One commit as <c>git log</c> tells it.</summary>
public sealed record GitCommit
{
    public required GitObjectId Id { get; init; }

    /// <summary>More than one for a merge, none for the first commit.</summary>
    public required ImmutableArray<GitObjectId> Parents { get; init; }

    /// <summary>Committer time, to the second; its Unix seconds are what SOURCE_DATE_EPOCH is set to.</summary>
    public required DateTimeOffset CommitTime { get; init; }

    public required string AuthorName { get; init; }

    public required string AuthorEmail { get; init; }

    /// <summary>First paragraph of the message, on one line.</summary>
    public required string Subject { get; init; }

    /// <summary>The rest of the message, without trailing line ends; footers are part of it.</summary>
    public required string Body { get; init; }
}
