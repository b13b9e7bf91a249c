using System.Collections.Immutable;

namespace Drayage.Registries.GitHub.State;

/// <summary>An issue. It is open for ever here.</summary>
internal sealed record Issue
{
    /// <summary>Unique within the repository, discussions included.</summary>
    public required long Number { get; init; }

    public required string Title { get; init; }

    /// <summary>Markdown.</summary>
    public required string Body { get; init; }

    public ImmutableArray<string> Labels { get; init; } = [];

    /// <summary>Oldest first.</summary>
    public ImmutableArray<IssueComment> Comments { get; init; } = [];

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt => Comments.IsEmpty ? CreatedAt : Comments[^1].CreatedAt;
}

/// <summary>A comment on an issue.</summary>
internal sealed record IssueComment(long Id, string Body, DateTimeOffset CreatedAt);
