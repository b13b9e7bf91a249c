using System.Collections.Immutable;
using Drayage.Ecosystems.GitHub.Interface;
using Drayage.Model.Delivery;
using Drayage.Pipeline.Statistics;

namespace Drayage.Ecosystems.GitHub.Releases;

/// <summary>The <c>download_count</c> of every file of every release: totals, since GitHub tells no days.</summary>
internal sealed class ReleaseDownloads(GitHubClient client, Uri? rehearsal)
{
    public async Task<DownloadFigures> CountAsync(IEnumerable<Consignment> consignments, CancellationToken cancellationToken)
    {
        var counts = ImmutableArray.CreateBuilder<DownloadCount>();
        foreach (var consignment in consignments.Where(c => ConsignmentForm.Of(c.Options) != ConsignmentForm.Tag).DistinctBy(c => c.Address, StringComparer.OrdinalIgnoreCase))
        {
            var place = ReleaseSite.Of(consignment, rehearsal).Place;
            var message = $"destination {consignment.Destination}: the releases of {consignment.Address} cannot be read";
            await foreach (var release in client.ListAsync(place.Releases, GitHubJson.Default.ImmutableArrayReleaseDocument, message, cancellationToken))
            {
                counts.AddRange(release.Assets.Where(asset => !release.Draft && asset.IsComplete).Select(asset => new DownloadCount
                {
                    Destination = consignment.Destination,
                    Package = consignment.Address,
                    Item = $"{release.TagName}/{asset.Name}",
                    Total = asset.DownloadCount,
                }));
            }
        }

        return new DownloadFigures(counts.ToImmutable(), []);
    }
}
