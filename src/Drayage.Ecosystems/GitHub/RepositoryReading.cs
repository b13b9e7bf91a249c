using Drayage.Ecosystems.GitHub.Interface;
using Drayage.Pipeline.Configuration;
using Drayage.Pipeline.Publishing;
using Drayage.Platform.Http;
using Drayage.Platform.Secrets;

namespace Drayage.Ecosystems.GitHub;

/// <summary>Reaches a repository of which nothing is to be changed, with a token where there is one.</summary>
internal static class RepositoryReading
{
    /// <param name="repository"><c>owner/name</c></param>
    /// <param name="destination">Settings of a destination of kind github; null for GitHub's own interface and GITHUB_TOKEN.</param>
    /// <param name="context">For the requests.</param>
    public static (GitHubClient Client, RepositorySite Site) Of(RepositorySlug repository, DestinationSettings? destination, PublisherContext context)
    {
        var settings = destination as GitHubSettings;
        var token = settings?.Token ?? new SecretReference.Variable("GITHUB_TOKEN");
        var mayRead = context.Rehearsal is not null || context.Secrets.IsPresent(token);
        var client = new GitHubClient(context.Http, writing: null, mayRead ? new HttpCredential.Bearer(context.SecretOf(token)) : null);
        return (client, new RepositorySite(RepositorySite.ApiOf(settings?.Api ?? GitHubSection.DefaultApi, context.Rehearsal?.Address), repository.Text));
    }
}
