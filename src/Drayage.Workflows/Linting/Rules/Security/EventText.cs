using System.Text.RegularExpressions;

namespace Drayage.Workflows.Linting.Rules.Security;

/// <summary>The parts of events that people without rights can write.</summary>
internal static partial class EventText
{
    private static readonly string[] OfPullRequests = ["pull_request_target"];
    private static readonly string[] OfIssues = ["issues", "issue_comment"];
    private static readonly string[] OfComments = ["issue_comment", "discussion_comment", "commit_comment"];
    private static readonly string[] OfDiscussions = ["discussion", "discussion_comment"];
    private static readonly string[] OfRuns = ["workflow_run"];
    private static readonly string[] OfPages = ["gollum"];

    public static bool IsUntrusted(string path) => UntrustedPattern().IsMatch(path);

    /// <summary>The events that carry the text and run with the repository's own token and secrets, whoever caused them.</summary>
    public static IEnumerable<string> PrivilegedEvents(string path)
    {
        path = path.ToLowerInvariant();
        if (path.StartsWith("github.event.pull_request.", StringComparison.Ordinal) || path == "github.head_ref")
            return OfPullRequests;
        if (path.StartsWith("github.event.issue.", StringComparison.Ordinal))
            return OfIssues;
        if (path.StartsWith("github.event.comment.", StringComparison.Ordinal))
            return OfComments;
        if (path.StartsWith("github.event.discussion.", StringComparison.Ordinal))
            return OfDiscussions;
        if (path.StartsWith("github.event.workflow_run.", StringComparison.Ordinal))
            return OfRuns;
        return path.StartsWith("github.event.pages.", StringComparison.Ordinal) ? OfPages : [];
    }

    /// <summary>Whether a condition asks who is at work, or whether somebody has allowed it.</summary>
    public static bool LooksAtTheActor(string condition) => ActorPattern().IsMatch(condition);

    [GeneratedRegex(
        @"^github\.(head_ref|event\.(issue\.(title|body)|pull_request\.(title|body|head\.(ref|label|repo\.(default_branch|description|homepage)))|comment\.body|review\.body|review_comment\.body|discussion\.(title|body)|pages\.[^.]+\.page_name|commits\.[^.]+\.(message|author\.(email|name))|head_commit\.(message|author\.(email|name)|committer\.(email|name))|workflow_run\.(head_branch|display_title|head_commit\.(message|author\.(email|name))|pull_requests\.[^.]+\.head\.ref)))$",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex UntrustedPattern();

    [GeneratedRegex(@"author_association|github\.(triggering_)?actor|\.(user|sender|owner)\.login|sender\.|\blabels?\b|head\.repo\.(full_name|fork|owner)|head_repository|event_name|permission|outputs\.", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex ActorPattern();
}
