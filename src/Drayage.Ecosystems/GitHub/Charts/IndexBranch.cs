using System.Net;
using System.Security.Cryptography;
using System.Text;
using Drayage.Ecosystems.GitHub.Interface;
using Drayage.Pipeline.Publishing;
using Drayage.Platform.Http;

namespace Drayage.Ecosystems.GitHub.Charts;

/// <summary>One file on a branch of a repository, read and replaced through GitHub's interface. The branch is made where there is none.</summary>
internal sealed class IndexBranch(GitHubClient client, RepositorySite site, string branch, string path)
{
    /// <summary>Null where there is no such file, or no such branch.</summary>
    public Task<ReadOnlyMemory<byte>?> ReadAsync(string message, CancellationToken cancellationToken) =>
        client.ReadRawAsync(site.Contents(path, branch), message, cancellationToken);

    /// <summary>Replaces what was read; when somebody else was quicker nothing is written, and it may be tried again.</summary>
    /// <param name="before">What <see cref="ReadAsync"/> gave.</param>
    /// <param name="subject">Of the commit.</param>
    public async Task WriteAsync(ReadOnlyMemory<byte>? before, byte[] after, string subject, string message, CancellationToken cancellationToken)
    {
        if (before is null && !await ExistsAsync(message, cancellationToken))
        {
            await BeginAsync(after, subject, message, cancellationToken);
            return;
        }

        var request = new ContentRequest(subject, Convert.ToBase64String(after), branch, before is { } known ? BlobId(known.Span) : null);
        using var reply = await client.SendAsync(HttpMethod.Put, site.Contents(path), request, GitHubJson.Default.ContentRequest, message, cancellationToken);
        if (!reply.IsSuccess)
            throw await ExplainAsync(reply, HttpStatusCode.Conflict, message, cancellationToken);
    }

    private async Task<bool> ExistsAsync(string message, CancellationToken cancellationToken) =>
        await client.GetAsync(site.BranchReference(branch), GitHubJson.Default.RefDocument, message, cancellationToken) is not null;

    /// <summary>A branch with a history of its own, so that the site does not carry the sources.</summary>
    private async Task BeginAsync(byte[] content, string subject, string message, CancellationToken cancellationToken)
    {
        var entry = new TreeEntryRequest(path, "100644", "blob", Encoding.UTF8.GetString(content));
        using var planted = await client.SendAsync(HttpMethod.Post, site.Trees, new TreeRequest([entry]), GitHubJson.Default.TreeRequest, message, cancellationToken);
        var tree = await GitHubClient.ReadAsync(planted, GitHubJson.Default.MadeDocument, message, cancellationToken);
        using var committed = await client.SendAsync(
            HttpMethod.Post, site.Commits, new CommitRequest(subject, tree.Sha, []), GitHubJson.Default.CommitRequest, message, cancellationToken);
        var commit = await GitHubClient.ReadAsync(committed, GitHubJson.Default.MadeDocument, message, cancellationToken);
        using var named = await client.SendAsync(
            HttpMethod.Post, site.References, new RefRequest($"refs/heads/{branch}", commit.Sha), GitHubJson.Default.RefRequest, message, cancellationToken);
        if (!named.IsSuccess)
            throw await ExplainAsync(named, HttpStatusCode.UnprocessableEntity, message, cancellationToken);
    }

    private async Task<DeliveryException> ExplainAsync(HttpReply reply, HttpStatusCode taken, string message, CancellationToken cancellationToken)
    {
        var failure = await reply.ToFailureAsync(cancellationToken);
        return reply.Status == taken
            ? new DeliveryException(DeliveryFailure.Transient, message, failure.Describe(), $"somebody else wrote to branch {branch} meanwhile; run: drayage resume")
            : GitHubRefusals.Explain(failure, message);
    }

    /// <summary>The id by which the interface knows what is replaced: git's of the blob.</summary>
    private static string BlobId(ReadOnlySpan<byte> content) =>
        Convert.ToHexStringLower(SHA1.HashData([.. Encoding.ASCII.GetBytes($"blob {content.Length}\0"), .. content]));
}
