using System.Collections.Immutable;
using System.Net;
using Drayage.Ecosystems.GitHub.Interface;
using Drayage.Model.Delivery;
using Drayage.Pipeline.Publishing.Preflight;
using Drayage.Platform.Http;

namespace Drayage.Ecosystems.GitHub;

/// <summary>What can be learnt of a repository before a release is made in it.</summary>
internal sealed class GitHubPreflight(GitHubClient client, bool isRehearsal)
{
    /// <param name="commit">Full id of the commit that is to be released; null where it need not be in the repository.</param>
    public async Task<PreflightReport> RunAsync(Consignment consignment, RepositorySite site, string? commit, CancellationToken cancellationToken)
    {
        var content = ContentOf(consignment);
        var message = $"destination {consignment.Destination}: repository {consignment.Address} cannot be read";
        using var reply = await client.FetchAsync(site.Repository, message, cancellationToken);
        if (reply.Status == HttpStatusCode.NotFound && isRehearsal)
            return new(content.Append(PreflightFinding.Good(PreflightSubject.Reach, $"repository {consignment.Address} of the rehearsal comes into being with the first release")));
        if (!reply.IsSuccess)
            return new(content.Append(PreflightFinding.Of(Refuses(reply), GitHubRefusals.Explain(await reply.ToFailureAsync(cancellationToken), message))));
        var repository = await GitHubClient.ReadAsync(reply, GitHubJson.Default.RepositoryDocument, message, cancellationToken);
        return new([
            .. content,
            PreflightFinding.Good(PreflightSubject.Reach, $"repository {repository.FullName} answers"),
            .. AccessOf(repository, reply),
            .. commit is null ? [] : await CommitAsync(site, commit, message, cancellationToken),
            .. commit is null ? [] : await ImmutabilityAsync(site, message, cancellationToken),
        ]);
    }

    /// <summary>Whether releases of the repository become immutable. Not every token may ask; then it stays unsaid.</summary>
    public async Task<bool> HasImmutableReleasesAsync(RepositorySite site, string message, CancellationToken cancellationToken)
    {
        using var reply = await client.FetchAsync(site.ImmutableReleases, message, cancellationToken);
        return reply.IsSuccess && await GitHubClient.ReadAsync(reply, GitHubJson.Default.ImmutableReleasesDocument, message, cancellationToken) is { Enabled: true };
    }

    private async Task<ImmutableArray<PreflightFinding>> ImmutabilityAsync(RepositorySite site, string message, CancellationToken cancellationToken) =>
        await HasImmutableReleasesAsync(site, message, cancellationToken)
            ? [PreflightFinding.Good(PreflightSubject.Content, "releases become immutable when they are published: nothing can be added or replaced afterwards, and the tag is used up")]
            : [];

    private async Task<ImmutableArray<PreflightFinding>> CommitAsync(RepositorySite site, string commit, string message, CancellationToken cancellationToken)
    {
        using var reply = await client.FetchAsync(site.Commit(commit), message, cancellationToken);
        // 422 is GitHub's answer for a commit that it does not have. Other answers decide nothing.
        return reply.Status == HttpStatusCode.UnprocessableEntity
            ? [PreflightFinding.Refused(PreflightSubject.Content, $"GitHub does not have commit {commit}: push it first")]
            : [];
    }

    private static PreflightSubject Refuses(HttpReply reply) => reply.Status switch
    {
        HttpStatusCode.Unauthorized => PreflightSubject.Credential,
        HttpStatusCode.Forbidden or HttpStatusCode.NotFound => PreflightSubject.Permission,
        _ => PreflightSubject.Reach,
    };

    private IEnumerable<PreflightFinding> AccessOf(RepositoryDocument repository, HttpReply reply)
    {
        if (!client.IsAuthenticated)
        {
            yield return PreflightFinding.Refused(PreflightSubject.Credential, "the token is not set: nothing can be sent");
            yield break;
        }

        yield return PreflightFinding.Good(PreflightSubject.Credential, "the token is accepted");
        yield return PermissionOf(repository, reply);
        if (repository.Permissions?.Push == true)
            yield return PreflightFinding.Unknown(PreflightSubject.Permission, "whether the token covers commits that change workflows shows only at the end");
    }

    private static PreflightFinding PermissionOf(RepositoryDocument repository, HttpReply reply) => repository switch
    {
        { Archived: true } => PreflightFinding.Refused(PreflightSubject.Permission, $"repository {repository.FullName} is archived and takes nothing"),
        { Permissions.Push: true } => PreflightFinding.Good(PreflightSubject.Permission, $"the token may push to {repository.FullName}"),
        // Scopes are told for personal tokens, whose permissions are final; those of an app's token are not all shown here.
        { Permissions.Push: false } when reply.Header("X-OAuth-Scopes") is not null =>
            PreflightFinding.Refused(PreflightSubject.Permission, $"the token may not push to {repository.FullName}"),
        _ => PreflightFinding.Unknown(PreflightSubject.Permission, "GitHub does not tell whether this token may write: it needs Contents: read and write"),
    };

    private static IEnumerable<PreflightFinding> ContentOf(Consignment consignment) =>
        ReleaseLimits.Exceeded(consignment).Select(exceeded => PreflightFinding.Refused(PreflightSubject.Content, exceeded));
}
