using System.Text.Json;
using Drayage.Ecosystems.GitHub.Interface;

namespace Drayage.Ecosystems.GitHub.Notices;

/// <summary>Comments on one issue or pull request (REST, "Issue comments").</summary>
internal sealed class IssueComments(GitHubClient client, RepositorySite site, long issue) : Conversation
{
    private const int PageSize = 100;

    public override bool HasTitle => false;

    protected override string Permission => "Issues";

    /// <summary>GitHub lists the oldest first and tells how many there are: the last pages have the newest.</summary>
    public override async Task<string?> FindAsync(string marker, string message, CancellationToken cancellationToken)
    {
        if (await client.GetAsync(site.Issue(issue), GitHubJson.Default.IssueDocument, message, cancellationToken) is not { } found)
            return null;
        // One more: somebody may have written meanwhile.
        var last = (found.Comments / PageSize) + 1;
        for (var page = last; page > Math.Max(0, last - (MostSeen / PageSize)); page--)
        {
            var address = new Uri($"{site.Comments(issue)}?per_page={PageSize}&page={page}");
            using var reply = await client.FetchAsync(address, message, cancellationToken);
            var comments = await GitHubClient.ReadAsync(reply, GitHubJson.Default.ImmutableArrayCommentDocument, message, cancellationToken);
            if (comments.LastOrDefault(comment => comment.Body?.Contains(marker, StringComparison.Ordinal) is true) is { } told)
                return told.HtmlUrl;
        }

        return null;
    }

    public override Task WriteAsync(string title, string body, string message, CancellationToken cancellationToken) => client.PostAsync(
        site.Comments(issue),
        JsonSerializer.SerializeToUtf8Bytes(new CommentRequest(body), GitHubJson.Default.CommentRequest),
        message,
        Explain,
        cancellationToken);
}
