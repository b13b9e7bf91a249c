using System.Collections.Immutable;
using System.Text.Json;
using Drayage.Model.Delivery;
using Drayage.Pipeline.Statistics;

namespace Drayage.Ecosystems.DotNet.Publishing.Feeds;

/// <summary>The downloads of each version as a feed's search tells them (learn.microsoft.com, "Search", "versions"): totals, no days.</summary>
internal static class FeedDownloads
{
    public static async Task<DownloadFigures> CountAsync(NuGetFeed feed, IEnumerable<Consignment> consignments, CancellationToken cancellationToken)
    {
        var counts = ImmutableArray.CreateBuilder<DownloadCount>();
        var untold = ImmutableArray.CreateBuilder<string>();
        var packages = consignments.Where(consignment => !consignment.Options.ContainsKey(PackageName.SymbolsOption)).DistinctBy(consignment => PackageName.Of(consignment).Id, StringComparer.OrdinalIgnoreCase);
        foreach (var consignment in packages)
        {
            var package = PackageName.Of(consignment).Id;
            var hit = await feed.SearchAsync(consignment, $"the downloads of {package}", cancellationToken);
            var told = VersionsOf(hit).ToArray();
            if (told.Length == 0)
                untold.Add($"{consignment.Destination} does not tell how often {package} was downloaded");
            counts.AddRange(told.Select(version => new DownloadCount { Destination = consignment.Destination, Package = package, Item = version.Version, Total = version.Downloads }));
        }

        return new DownloadFigures(counts.ToImmutable(), untold.ToImmutable());
    }

    private static IEnumerable<(string Version, long Downloads)> VersionsOf(JsonElement? hit)
    {
        if (hit is not { } found || !found.TryGetProperty("versions", out var versions) || versions.ValueKind != JsonValueKind.Array)
            yield break;
        foreach (var version in versions.EnumerateArray())
        {
            // Feeds that count nothing leave it out, although it belongs there.
            if (version.TryGetProperty("version", out var name) && version.TryGetProperty("downloads", out var downloads) && downloads.TryGetInt64(out var count))
                yield return (name.GetString() ?? "", count);
        }
    }
}
