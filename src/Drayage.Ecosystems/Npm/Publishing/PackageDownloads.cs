using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Drayage.Model.Delivery;
using Drayage.Pipeline.Statistics;

namespace Drayage.Ecosystems.Npm.Publishing;

/// <summary>
/// Days of a package from a service that counts as npm documents it (github.com/npm/registry, "download-counts"): it stands apart from the
/// registry, which does not say where, so that its address has to be named. It tells no versions.
/// </summary>
internal sealed class PackageDownloads(CountingService service)
{
    public async Task<DownloadFigures> CountAsync(ImmutableArray<Consignment> consignments, CountingRequest request, CancellationToken cancellationToken)
    {
        if (request.Address is not { } place)
        {
            var destination = consignments[0].Destination;
            return new DownloadFigures([], [$"the registry of {destination} does not say where downloads are counted: name the address of npm's download counts with --counts {destination}=https://…"]);
        }

        var counts = ImmutableArray.CreateBuilder<DownloadCount>();
        var untold = ImmutableArray.CreateBuilder<string>();
        foreach (var consignment in consignments.DistinctBy(c => c.Options[NpmRegistryDestination.PackageOption], StringComparer.Ordinal))
        {
            var package = consignment.Options[NpmRegistryDestination.PackageOption];
            var address = new Uri(place, $"downloads/range/{request.From:yyyy-MM-dd}:{request.To:yyyy-MM-dd}/{package}");
            var message = $"destination {consignment.Destination}: the downloads of {package} cannot be read";
            if (await service.AskAsync(address, RangeJson.Default.RangeDocument, message, "check the address after --counts", cancellationToken) is not { } range)
                untold.Add($"{place.Host} counts no downloads of {package}");
            else
                counts.Add(new DownloadCount { Destination = consignment.Destination, Package = package, Item = "", Days = range.Downloads.ToImmutableSortedDictionary(day => day.Day, day => day.Downloads) });
        }

        return new DownloadFigures(counts.ToImmutable(), untold.ToImmutable());
    }
}

/// <summary>Downloads of a package over some days.</summary>
internal sealed record RangeDocument(ImmutableArray<RangeDayDocument> Downloads);

internal sealed record RangeDayDocument(DateOnly Day, long Downloads);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(RangeDocument))]
internal sealed partial class RangeJson : JsonSerializerContext;
