using Drayage.Ecosystems.GitHub.Interface;
using Drayage.Model.Delivery;
using Drayage.Pipeline.Publishing;

namespace Drayage.Ecosystems.GitHub.Releases;

/// <summary>Fetches the files of a release.</summary>
internal sealed class ReleaseSource(GitHubClient client, Uri? rehearsal) : IArtifactSource
{
    private readonly ReleaseFinder finder = new(client);
    private readonly ReleaseAssets assets = new(client);

    public async Task<ArtifactDownload?> OpenAsync(Consignment consignment, string artifact, long offset, CancellationToken cancellationToken)
    {
        if (ConsignmentForm.Of(consignment.Options) == ConsignmentForm.Tag)
            return null;
        var site = ReleaseSite.Of(consignment, rehearsal);
        var message = $"destination {consignment.Destination}: {artifact} of release {site.Options.Tag} cannot be fetched";
        return await finder.FindAsync(consignment, site, message, cancellationToken) is { } release
            && await assets.DownloadAsync(release, artifact, offset, message, cancellationToken) is { } reply
            ? new ArtifactDownload(reply)
            : null;
    }
}
