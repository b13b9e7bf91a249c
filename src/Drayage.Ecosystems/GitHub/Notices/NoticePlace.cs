using System.Collections.Immutable;
using System.Globalization;

namespace Drayage.Ecosystems.GitHub.Notices;

/// <summary>Where on GitHub people read a notice, as a consignment's options carry it.</summary>
internal abstract record NoticePlace
{
    private NoticePlace()
    {
    }

    /// <summary>A comment on an issue, or pull request, that is there.</summary>
    public sealed record Comment(long Issue) : NoticePlace;

    /// <summary>An issue of its own for each event.</summary>
    public sealed record NewIssue(ImmutableArray<string> Labels) : NoticePlace;

    /// <summary>A discussion of its own for each event.</summary>
    /// <param name="Category">Name or slug.</param>
    public sealed record NewDiscussion(string Category) : NoticePlace;

    public static NoticePlace Of(IReadOnlyDictionary<string, string> options) => options switch
    {
        _ when options.TryGetValue("issue", out var issue) => new Comment(long.Parse(issue, CultureInfo.InvariantCulture)),
        _ when options.TryGetValue("discussion", out var category) => new NewDiscussion(category),
        _ => new NewIssue([.. options.GetValueOrDefault("labels", "").Split(',', StringSplitOptions.RemoveEmptyEntries)]),
    };

    public IEnumerable<KeyValuePair<string, string>> ToOptions() => this switch
    {
        Comment comment => [new("issue", comment.Issue.ToString(CultureInfo.InvariantCulture))],
        NewDiscussion discussion => [new("discussion", discussion.Category)],
        NewIssue { Labels: [_, ..] labels } => [new("labels", string.Join(',', labels))],
        _ => [],
    };
}
