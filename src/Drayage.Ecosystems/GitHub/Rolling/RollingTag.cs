using System.Net;
using Drayage.Ecosystems.GitHub.Interface;
using Drayage.Ecosystems.GitHub.Releases;
using Drayage.Ecosystems.GitHub.Tags;
using Drayage.Model.Delivery;

namespace Drayage.Ecosystems.GitHub.Rolling;

/// <summary>The tag of a rolling release: it moves, forwards only.</summary>
internal sealed class RollingTag(GitHubClient client)
{
    private readonly TaggedCommit tags = new(client);

    public async Task<Probe> ProbeAsync(ReleaseSite site, string message, CancellationToken cancellationToken)
    {
        var options = site.Options;
        if (await tags.FindAsync(site.Place, options.Tag, message, cancellationToken) is not { } commit)
            return new Probe.Absent();
        if (commit == options.Commit)
            return new Probe.Same($"tag {options.Tag} at commit {commit}", Url: null);
        // The run of an older commit may end, or be resumed, after that of a newer one.
        return await IsOlderAsync(site, commit, message, cancellationToken)
            ? new Probe.Different($"tag {options.Tag} at commit {commit}, which comes after {options.Commit}", MayMove: false)
            : new Probe.Different($"tag {options.Tag} at commit {commit}", MayMove: true);
    }

    public async Task MoveAsync(ReleaseSite site, string message, CancellationToken cancellationToken)
    {
        var options = site.Options;
        if (await tags.FindAsync(site.Place, options.Tag, message, cancellationToken) is null)
        {
            using var made = await client.SendAsync(
                HttpMethod.Post, site.Place.References, new RefRequest($"refs/tags/{options.Tag}", options.Commit), GitHubJson.Default.RefRequest, message, cancellationToken);
            // Somebody else may have made it meanwhile: then it moves as it does otherwise.
            if (made.Status is not (HttpStatusCode.Conflict or HttpStatusCode.UnprocessableEntity))
            {
                _ = await GitHubClient.ReadAsync(made, GitHubJson.Default.RefDocument, message, cancellationToken);
                return;
            }
        }

        using var moved = await client.SendAsync(
            HttpMethod.Patch, site.Place.MovingTagReference(options.Tag), new MoveRequest(options.Commit, Force: true), GitHubJson.Default.MoveRequest, message, cancellationToken);
        _ = await GitHubClient.ReadAsync(moved, GitHubJson.Default.RefDocument, message, cancellationToken);
    }

    /// <summary>Whether this release's commit is an ancestor of the one that the tag names. Unrelated ones, as after a rewritten branch, are not.</summary>
    private async Task<bool> IsOlderAsync(ReleaseSite site, string tagged, string message, CancellationToken cancellationToken) =>
        await client.GetAsync(site.Place.Comparison(tagged, site.Options.Commit), GitHubJson.Default.ComparisonDocument, message, cancellationToken) is { Status: "behind" };
}
