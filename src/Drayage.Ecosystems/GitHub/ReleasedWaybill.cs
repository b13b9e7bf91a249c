using Drayage.Ecosystems.GitHub.Interface;
using Drayage.Ecosystems.GitHub.Releases;
using Drayage.Model;
using Drayage.Pipeline.Configuration;
using Drayage.Pipeline.Publishing;
using Drayage.Pipeline.Sealing;

namespace Drayage.Ecosystems.GitHub;

/// <summary>Fetches the waybill that travels with a GitHub release, by the release's tag. What comes is not trusted yet.</summary>
public static class ReleasedWaybill
{
    private const int Largest = 64 * 1024 * 1024;

    /// <param name="repository"><c>owner/name</c></param>
    /// <param name="tag">Tag of the release.</param>
    /// <param name="destination">Settings of a destination of kind github, for another interface or token; null for GitHub's own and GITHUB_TOKEN.</param>
    /// <param name="context">For the requests.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    /// <returns>The envelope, and where it came from.</returns>
    /// <exception cref="ReleaseException">There is no such release, or no waybill in it; with the failure inside, where nobody could be asked.</exception>
    public static async Task<(ReadOnlyMemory<byte> Bytes, string Origin)> FetchAsync(
        RepositorySlug repository, string tag, DestinationSettings? destination, PublisherContext context, CancellationToken cancellationToken)
    {
        var message = $"the waybill of release {tag} of {repository.Text} cannot be fetched";
        var (client, site) = RepositoryReading.Of(repository, destination, context);
        try
        {
            var release = await client.GetAsync(site.ReleaseByTag(tag), GitHubJson.Default.ReleaseDocument, message, cancellationToken)
                ?? throw new ReleaseException(ExitCode.Refused, message, $"{site.ReleaseByTag(tag)}: there is no such release, or not for this credential", "check --repository and the tag; for a private repository set GITHUB_TOKEN");
            using var reply = await new ReleaseAssets(client).DownloadAsync(release, WaybillComposer.WaybillName, offset: 0, message, cancellationToken)
                ?? throw new ReleaseException(ExitCode.Refused, message, $"{release.HtmlUrl} has no file {WaybillComposer.WaybillName}", "only releases that Drayage made have one");
            return (await reply.ReadBodyAsync(Largest, cancellationToken), $"{release.HtmlUrl}: {WaybillComposer.WaybillName}");
        }
        catch (DeliveryException failed)
        {
            throw new ReleaseException(ExitCode.Refused, failed.Message, failed.Because, failed.Hint, failed);
        }
        catch (IOException broken)
        {
            throw new ReleaseException(ExitCode.Refused, message, broken.Message, "run the command again", broken);
        }
    }
}
