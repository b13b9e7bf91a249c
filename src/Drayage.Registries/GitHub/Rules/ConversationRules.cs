using Drayage.Registries.GitHub.State;

namespace Drayage.Registries.GitHub.Rules;

/// <summary>What becomes of issues and discussions.</summary>
internal static class ConversationRules
{
    public const int LongestTitle = 256;
    public const int LongestBody = 65_536;

    /// <exception cref="GitHubRefusal">422.</exception>
    public static (RepositoryState State, Issue Result) Open(RepositoryState before, IssueDraft asked, DateTimeOffset now)
    {
        var issue = new Issue
        {
            Number = before.LastNumber + 1,
            Title = Title(asked.Title, "Issue"),
            Body = Body(asked.Body ?? "", "Issue"),
            Labels = [.. asked.Labels?.Distinct() ?? []],
            CreatedAt = now,
        };
        return (before with { Issues = before.Issues.Add(issue), LastNumber = issue.Number }, issue);
    }

    /// <exception cref="GitHubRefusal">404, 422.</exception>
    public static (RepositoryState State, IssueComment Result) Comment(RepositoryState before, long number, string? body, DateTimeOffset now)
    {
        var known = WithIssue(before, number, now);
        var comment = new IssueComment(
            (number * 1000) + known.IssueOf(number)!.Comments.Length + 1,
            Body(string.IsNullOrWhiteSpace(body) ? throw GitHubRefusal.Unprocessable("Validation Failed: body cannot be blank") : body, "IssueComment"),
            now);
        return (known with { Issues = [.. known.Issues.Select(issue => issue.Number == number ? issue with { Comments = issue.Comments.Add(comment) } : issue)] }, comment);
    }

    /// <exception cref="GraphQl.GraphQlFault">The input is none.</exception>
    public static (RepositoryState State, Discussion Result) Discuss(RepositoryState before, Discussion asked)
    {
        Title(asked.Title, "Discussion");
        Body(asked.Body, "Discussion");
        var discussion = asked with { Number = before.LastNumber + 1 };
        return (before with { Discussions = before.Discussions.Add(discussion), LastNumber = discussion.Number }, discussion);
    }

    /// <summary>Repositories begin empty here: an issue whose number was not given yet was opened before they did.</summary>
    private static RepositoryState WithIssue(RepositoryState state, long number, DateTimeOffset now) => state switch
    {
        _ when state.IssueOf(number) is not null => state,
        _ when number > state.LastNumber => state with { Issues = [.. state.Issues, new Issue { Number = number, Title = $"Issue {number}", Body = "", CreatedAt = now }], LastNumber = number },
        _ => throw GitHubRefusal.NotFound(),
    };

    private static Issue? IssueOf(this RepositoryState state, long number) => state.Issues.FirstOrDefault(issue => issue.Number == number);

    private static string Title(string? title, string resource)
    {
        if (string.IsNullOrWhiteSpace(title))
            throw GitHubRefusal.Invalid(resource, "missing_field", "title");
        return title.Length <= LongestTitle ? title : throw GitHubRefusal.Unprocessable($"title is too long (maximum is {LongestTitle} characters)");
    }

    private static string Body(string body, string resource) => body.Length <= LongestBody
        ? body
        : throw GitHubRefusal.Unprocessable($"{resource}: body is too long (maximum is {LongestBody} characters)");
}

/// <summary>The body of opening an issue.</summary>
internal sealed record IssueDraft(string? Title, string? Body, string[]? Labels);

/// <summary>The body of commenting.</summary>
internal sealed record CommentDraft(string? Body);
