using System.Collections.Immutable;
using System.Net;
using Drayage.Ecosystems.GitHub.Interface;
using Drayage.Model.Delivery;
using Drayage.Pipeline.Publishing;
using Drayage.Platform.Http;

namespace Drayage.Ecosystems.GitHub;

/// <summary>What can be learnt of a repository before a release is made in it.</summary>
internal sealed class GitHubPreflight(GitHubClient client, bool isRehearsal)
{
    private const long AssetLimit = 2L * 1024 * 1024 * 1024;
    private const int AssetCountLimit = 1000;

    public async Task<PreflightReport> RunAsync(Consignment consignment, RepositorySite site, string commit, CancellationToken cancellationToken)
    {
        var findings = ImmutableArray.CreateBuilder<string>();
        var fits = CheckAssets(consignment, findings);
        var message = $"destination {consignment.Destination}: repository {consignment.Address} cannot be read";
        using var reply = await client.FetchAsync(site.Repository, message, cancellationToken);
        if (reply.Status == HttpStatusCode.NotFound && isRehearsal)
            return new PreflightReport(fits, [.. findings, $"repository {consignment.Address} of the rehearsal comes into being with the first release"]);
        if (!reply.IsSuccess)
        {
            var refusal = GitHubRefusals.Explain(await reply.ToFailureAsync(cancellationToken), message);
            return new PreflightReport(IsReady: refusal.Failure == DeliveryFailure.Transient, [.. findings, $"{refusal.Message}: {refusal.Because}", refusal.Hint ?? "see GitHub's own status"]);
        }

        var repository = await GitHubClient.ReadAsync(reply, GitHubJson.Default.RepositoryDocument, message, cancellationToken);
        var mayWrite = CheckAccess(repository, reply, findings);
        var hasCommit = await CheckCommitAsync(site, commit, findings, message, cancellationToken);
        await TellOfImmutabilityAsync(site, findings, message, cancellationToken);
        return new PreflightReport(fits && mayWrite && hasCommit, findings.ToImmutable());
    }

    private async Task<bool> CheckCommitAsync(RepositorySite site, string commit, ImmutableArray<string>.Builder findings, string message, CancellationToken cancellationToken)
    {
        using var reply = await client.FetchAsync(site.Commit(commit), message, cancellationToken);
        // 422 is GitHub's answer for a commit that it does not have. Other answers decide nothing.
        if (reply.Status != HttpStatusCode.UnprocessableEntity)
            return true;
        findings.Add($"GitHub does not have commit {commit}: push it first");
        return false;
    }

    // Not every token may ask; then it stays unsaid, since the order of effects suits both.
    private async Task TellOfImmutabilityAsync(RepositorySite site, ImmutableArray<string>.Builder findings, string message, CancellationToken cancellationToken)
    {
        using var reply = await client.FetchAsync(site.ImmutableReleases, message, cancellationToken);
        if (reply.IsSuccess && await GitHubClient.ReadAsync(reply, GitHubJson.Default.ImmutableReleasesDocument, message, cancellationToken) is { Enabled: true })
            findings.Add("releases become immutable when they are published: nothing can be added or replaced afterwards, and the tag is used up");
    }

    private bool CheckAccess(RepositoryDocument repository, HttpReply reply, ImmutableArray<string>.Builder findings)
    {
        if (!client.IsAuthenticated)
        {
            findings.Add("the token is not set: nothing can be sent");
            return false;
        }

        if (repository.Archived)
        {
            findings.Add($"repository {repository.FullName} is archived and takes nothing");
            return false;
        }

        switch (repository.Permissions?.Push)
        {
            case true:
                findings.Add($"the token may push to {repository.FullName}; whether that covers commits that change workflows shows only at the end");
                return true;
            // Scopes are told for personal tokens, whose permissions are final; those of an app's token are not all shown here.
            case false when reply.Header("X-OAuth-Scopes") is not null:
                findings.Add($"the token may not push to {repository.FullName}");
                return false;
            default:
                findings.Add($"repository {repository.FullName} can be read; GitHub does not tell whether this token may write: it needs Contents: read and write");
                return true;
        }
    }

    private static bool CheckAssets(Consignment consignment, ImmutableArray<string>.Builder findings)
    {
        var puts = consignment.Effects.OfType<Effect.Put>().ToArray();
        foreach (var large in puts.Where(put => put.Size >= AssetLimit))
            findings.Add($"{large.Name} has {large.Size:N0} bytes; GitHub takes less than 2 GiB a file");
        if (puts.Length > AssetCountLimit)
            findings.Add($"the release has {puts.Length} files; GitHub takes {AssetCountLimit}");
        return puts.All(put => put.Size < AssetLimit) && puts.Length <= AssetCountLimit;
    }
}
