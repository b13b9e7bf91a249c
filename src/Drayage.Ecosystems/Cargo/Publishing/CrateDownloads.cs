using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Drayage.Ecosystems.Cargo.Publishing.Index;
using Drayage.Model.Delivery;
using Drayage.Pipeline.Statistics;

namespace Drayage.Ecosystems.Cargo.Publishing;

/// <summary>
/// What crates.io tells of a crate: each version's total, and its days of the last ninety; of all but the latest versions the days are
/// told together. Other registries need not have these addresses.
/// </summary>
internal sealed class CrateDownloads(CountingService service, SparseIndex index)
{
    private const string Hint = "check 'index' of the destination";
    private const string OtherVersions = "other versions, by day";

    public async Task<DownloadFigures> CountAsync(IEnumerable<Consignment> consignments, CountingRequest request, CancellationToken cancellationToken)
    {
        var counts = ImmutableArray.CreateBuilder<DownloadCount>();
        var untold = ImmutableArray.CreateBuilder<string>();
        foreach (var consignment in consignments.DistinctBy(CratesSite.CrateOf, StringComparer.Ordinal))
        {
            var crate = CratesSite.CrateOf(consignment);
            var api = CratesApi.Require(consignment, await index.ConfigurationAsync(consignment, cancellationToken));
            var message = $"destination {consignment.Destination}: the downloads of {crate} cannot be read";
            if (await service.AskAsync(CratesApi.Of(api, $"crates/{crate}"), DownloadsJson.Default.CrateDocument, message, Hint, cancellationToken) is not { } document)
            {
                untold.Add($"{consignment.Destination} does not tell how often {crate} was downloaded");
                continue;
            }

            var days = await service.AskAsync(CratesApi.Of(api, $"crates/{crate}/downloads"), DownloadsJson.Default.DaysDocument, message, Hint, cancellationToken);
            counts.AddRange(Of(consignment.Destination, crate, document, days, request));
        }

        return new DownloadFigures(counts.ToImmutable(), untold.ToImmutable());
    }

    private static IEnumerable<DownloadCount> Of(string destination, string crate, CrateDocument document, DaysDocument? days, CountingRequest request)
    {
        var byVersion = (days?.VersionDownloads ?? []).ToLookup(day => day.Version, day => (day.Date, day.Downloads));
        foreach (var version in document.Versions)
            yield return new DownloadCount { Destination = destination, Package = crate, Item = version.Num, Total = version.Downloads, Days = Days(byVersion[version.Id], request) };
        if (Days((days?.Meta?.ExtraDownloads ?? []).Select(day => (day.Date, day.Downloads)), request) is { IsEmpty: false } others)
            yield return new DownloadCount { Destination = destination, Package = crate, Item = OtherVersions, Days = others };
    }

    private static ImmutableSortedDictionary<DateOnly, long> Days(IEnumerable<(DateOnly Date, long Downloads)> days, CountingRequest request) => days
        .Where(day => day.Date >= request.From && day.Date <= request.To)
        .GroupBy(day => day.Date, day => day.Downloads)
        .ToImmutableSortedDictionary(day => day.Key, day => day.Sum());
}

/// <summary>A crate, as far as counting reads it.</summary>
internal sealed record CrateDocument(ImmutableArray<CrateVersionDocument> Versions);

/// <param name="Id">What days name the version by.</param>
internal sealed record CrateVersionDocument(long Id, string Num, long Downloads);

/// <param name="VersionDownloads">Of the latest versions.</param>
internal sealed record DaysDocument(ImmutableArray<VersionDayDocument> VersionDownloads, DaysMetaDocument? Meta = null);

/// <param name="Version">Id of the version.</param>
internal sealed record VersionDayDocument(long Version, long Downloads, DateOnly Date);

/// <param name="ExtraDownloads">Of all other versions together.</param>
internal sealed record DaysMetaDocument(ImmutableArray<ExtraDayDocument> ExtraDownloads);

internal sealed record ExtraDayDocument(long Downloads, DateOnly Date);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(CrateDocument))]
[JsonSerializable(typeof(DaysDocument))]
internal sealed partial class DownloadsJson : JsonSerializerContext;
