using System.Collections.Immutable;

namespace Drayage.Registries.GitHub.Wire;

/// <summary>An issue.</summary>
internal sealed record IssueView
{
    public required long Id { get; init; }

    public required string NodeId { get; init; }

    public required long Number { get; init; }

    public required string Title { get; init; }

    public required string Body { get; init; }

    public string State { get; init; } = "open";

    public required ImmutableArray<LabelView> Labels { get; init; }

    public required UserView User { get; init; }

    /// <summary>How many there are.</summary>
    public required int Comments { get; init; }

    public required string Url { get; init; }

    public required string HtmlUrl { get; init; }

    public required string CreatedAt { get; init; }

    public required string UpdatedAt { get; init; }
}

internal sealed record LabelView(string Name);

/// <summary>A comment on an issue.</summary>
internal sealed record CommentView(long Id, string NodeId, string Body, UserView User, string HtmlUrl, string CreatedAt);
