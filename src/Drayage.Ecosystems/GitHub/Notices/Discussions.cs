using System.Text.Json.Serialization.Metadata;
using Drayage.Ecosystems.GitHub.Interface;
using Drayage.Pipeline.Publishing;

namespace Drayage.Ecosystems.GitHub.Notices;

/// <summary>Discussions of their own, which only GraphQL makes ("Using the GraphQL API for Discussions").</summary>
internal sealed class Discussions(GitHubClient client, RepositorySite site, string repository, string category) : Conversation
{
    private const string List = """
        query($owner: String!, $name: String!, $after: String) {
          repository(owner: $owner, name: $name) {
            discussions(first: 100, after: $after, orderBy: { field: CREATED_AT, direction: DESC }) {
              nodes { url body }
              pageInfo { hasNextPage endCursor }
            }
          }
        }
        """;

    private const string Categories = """
        query($owner: String!, $name: String!) {
          repository(owner: $owner, name: $name) {
            id
            discussionCategories(first: 100) { nodes { id name slug } }
          }
        }
        """;

    private const string Create = """
        mutation($input: CreateDiscussionInput!) {
          createDiscussion(input: $input) { discussion { url } }
        }
        """;

    protected override string Permission => "Discussions";

    public override async Task<string?> FindAsync(string marker, string message, CancellationToken cancellationToken)
    {
        string? after = null;
        for (var seen = 0; seen < MostSeen; seen += 100)
        {
            var page = (await RepositoryAsync(List, Variables() with { After = after }, message, cancellationToken)).Discussions;
            if (page?.Nodes.FirstOrDefault(discussion => discussion.Body?.Contains(marker, StringComparison.Ordinal) is true) is { } found)
                return found.Url;
            if (page?.PageInfo is not { HasNextPage: true, EndCursor: var cursor })
                return null;
            after = cursor;
        }

        return null;
    }

    public override async Task WriteAsync(string title, string body, string message, CancellationToken cancellationToken)
    {
        var found = await RepositoryAsync(Categories, Variables(), message, cancellationToken);
        var categories = found.DiscussionCategories?.Nodes ?? [];
        var chosen = categories.FirstOrDefault(one => string.Equals(one.Name, category, StringComparison.OrdinalIgnoreCase) || one.Slug == category)
            ?? throw new DeliveryException(
                DeliveryFailure.Refused,
                message,
                categories.IsEmpty ? $"{repository} has no categories of discussions" : $"{repository} has the categories {string.Join(", ", categories.Select(one => one.Name))}, and not '{category}'",
                categories.IsEmpty ? "turn discussions on in the repository's settings; then: drayage resume" : "write one of them into 'discussion', for this release into the repository; then: drayage resume");
        await AskAsync(Create, new QueryVariables { Input = new DiscussionInput(found.Id!, chosen.Id, title, body) }, message, cancellationToken);
    }

    private QueryVariables Variables() => new() { Owner = repository.Split('/')[0], Name = repository.Split('/')[1] };

    private async Task<GraphRepository> RepositoryAsync(string query, QueryVariables variables, string message, CancellationToken cancellationToken) =>
        (await AskAsync(query, variables, message, cancellationToken)).Repository
            ?? throw new DeliveryException(DeliveryFailure.Refused, message, $"GitHub shows no repository {repository}", $"check 'repository'; the token needs {Permission}: write there; then: drayage resume");

    private async Task<GraphData> AskAsync(string query, QueryVariables variables, string message, CancellationToken cancellationToken)
    {
        JsonTypeInfo<GraphAnswer> type = GraphJson.Default.GraphAnswer;
        using var reply = await client.SendAsync(HttpMethod.Post, site.GraphQl, new GraphQuery(query, variables), GraphJson.Default.GraphQuery, message, cancellationToken);
        if (!reply.IsSuccess)
            throw Explain(await reply.ToFailureAsync(cancellationToken), message);
        var answer = await GitHubClient.ReadAsync(reply, type, message, cancellationToken);
        if (answer.Errors is not [var first, ..])
            return answer.Data ?? new GraphData();
        throw new DeliveryException(
            first.Type is "RATE_LIMITED" ? DeliveryFailure.Transient : DeliveryFailure.Refused,
            message,
            $"POST {site.GraphQl}: {string.Join("; ", answer.Errors.Value.Select(error => error.Message))}",
            $"check 'repository'; the token needs {Permission}: write there ('permissions: discussions: write' of the job); then: drayage resume");
    }
}
