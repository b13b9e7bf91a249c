using System.Collections.Immutable;
using System.Text.Json;
using Drayage.Ecosystems.GitHub.Interface;

namespace Drayage.Ecosystems.GitHub.Notices;

/// <summary>Issues of their own (REST, "Issues").</summary>
internal sealed class Issues(GitHubClient client, RepositorySite site, ImmutableArray<string> labels) : Conversation
{
    protected override string Permission => "Issues";

    /// <summary>Newest first, closed ones too. Labels can be taken off by people, so they are not asked for.</summary>
    public override async Task<string?> FindAsync(string marker, string message, CancellationToken cancellationToken)
    {
        var newest = client.ListAsync(new Uri($"{site.Issues}?state=all&sort=created&direction=desc"), GitHubJson.Default.ImmutableArrayIssueDocument, message, cancellationToken);
        var found = await newest.Take(MostSeen).FirstOrDefaultAsync(issue => issue.Body?.Contains(marker, StringComparison.Ordinal) is true, cancellationToken);
        return found?.HtmlUrl;
    }

    public override Task WriteAsync(string title, string body, string message, CancellationToken cancellationToken) => client.PostAsync(
        site.Issues,
        JsonSerializer.SerializeToUtf8Bytes(new IssueRequest(title, body, labels), GitHubJson.Default.IssueRequest),
        message,
        Explain,
        cancellationToken);
}
