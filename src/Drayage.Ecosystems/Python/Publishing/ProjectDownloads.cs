using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Drayage.Ecosystems.Python.Distributions;
using Drayage.Model.Delivery;
using Drayage.Pipeline.Statistics;

namespace Drayage.Ecosystems.Python.Publishing;

/// <summary>
/// Days of a project from PyPI Stats (pypistats.org/api), where the Python Software Foundation shows what PyPI counted over half a year,
/// without mirrors. PyPI itself tells nothing, and other indexes only where a service of the same form is named.
/// </summary>
internal sealed class ProjectDownloads(CountingService service)
{
    private const string WithoutMirrors = "without_mirrors";
    private static readonly Uri OfPyPI = new("https://pypistats.org/api/");

    public async Task<DownloadFigures> CountAsync(ImmutableArray<Consignment> consignments, CountingRequest request, CancellationToken cancellationToken)
    {
        var counts = ImmutableArray.CreateBuilder<DownloadCount>();
        var untold = ImmutableArray.CreateBuilder<string>();
        foreach (var consignment in consignments.DistinctBy(c => PythonName.Normalise(PythonIndexSite.PackageOf(c)), StringComparer.Ordinal))
        {
            var package = PythonName.Normalise(PythonIndexSite.PackageOf(consignment));
            if (PlaceOf(consignment, request) is not { } place)
            {
                untold.Add($"the index of {consignment.Destination} counts nothing: name a service of the form of PyPI Stats with --counts {consignment.Destination}=https://…");
                continue;
            }

            var message = $"destination {consignment.Destination}: the downloads of {package} cannot be read";
            if (await service.AskAsync(new Uri(place, $"packages/{package}/overall?mirrors=false"), ProjectJson.Default.OverallDocument, message, "check the address after --counts", cancellationToken) is not { } overall)
                untold.Add($"{place.Host} counts no downloads of {package}");
            else
                counts.Add(new DownloadCount { Destination = consignment.Destination, Package = package, Item = "", Days = Days(overall, request) });
        }

        return new DownloadFigures(counts.ToImmutable(), untold.ToImmutable());
    }

    // What a rehearsal delivers nobody downloads from PyPI.
    private static Uri? PlaceOf(Consignment consignment, CountingRequest request) =>
        request.Address ?? (request.Context.Rehearsal is null && WellKnownIndex.ByUpload(new Uri(consignment.Address)) is { IsDefault: true } ? OfPyPI : null);

    private static ImmutableSortedDictionary<DateOnly, long> Days(OverallDocument overall, CountingRequest request) => overall.Data
        .Where(day => day.Category == WithoutMirrors && day.Date >= request.From && day.Date <= request.To)
        .GroupBy(day => day.Date, day => day.Downloads)
        .ToImmutableSortedDictionary(day => day.Key, day => day.Sum());
}

/// <summary>Downloads of a project.</summary>
internal sealed record OverallDocument(ImmutableArray<OverallDayDocument> Data);

/// <param name="Category"><c>with_mirrors</c> or <c>without_mirrors</c>.</param>
internal sealed record OverallDayDocument(string Category, DateOnly Date, long Downloads);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(OverallDocument))]
internal sealed partial class ProjectJson : JsonSerializerContext;
