using System.Collections.Immutable;

namespace Drayage.Registries.GitHub.State;

/// <summary>A discussion.</summary>
internal sealed record Discussion
{
    /// <inheritdoc cref="Issue.Number"/>
    public required long Number { get; init; }

    /// <summary>Slug of one of <see cref="DiscussionCategory.All"/>.</summary>
    public required string Category { get; init; }

    public required string Title { get; init; }

    /// <summary>Markdown.</summary>
    public required string Body { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}

/// <summary>A category of discussions.</summary>
internal sealed record DiscussionCategory(string Name, string Slug)
{
    /// <summary>Those that GitHub gives a repository when discussions are turned on.</summary>
    public static ImmutableArray<DiscussionCategory> All { get; } =
    [
        new("Announcements", "announcements"),
        new("General", "general"),
        new("Ideas", "ideas"),
        new("Polls", "polls"),
        new("Q&A", "q-a"),
        new("Show and tell", "show-and-tell"),
    ];
}
