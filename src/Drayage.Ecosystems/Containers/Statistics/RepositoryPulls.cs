using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Drayage.Model.Delivery;
using Drayage.Oci.References;
using Drayage.Pipeline.Statistics;

namespace Drayage.Ecosystems.Containers.Statistics;

/// <summary>
/// The pull counts of Docker Hub (docs.docker.com, "Get repository in a namespace"): one total a repository, tags and manifests together.
/// The distribution protocol has no such figure, and other registries tell none.
/// </summary>
internal sealed class RepositoryPulls(CountingService service)
{
    private const string OfficialImages = "library";
    private static readonly Uri Hub = new("https://hub.docker.com/");

    public async Task<DownloadFigures> CountAsync(ImmutableArray<Consignment> consignments, CountingRequest request, CancellationToken cancellationToken)
    {
        var counts = ImmutableArray.CreateBuilder<DownloadCount>();
        var untold = ImmutableArray.CreateBuilder<string>();
        foreach (var consignment in consignments.DistinctBy(c => c.Address, StringComparer.Ordinal))
        {
            var image = ImageReference.Parse(consignment.Address);
            if (PlaceOf(image, request) is not { } place)
            {
                untold.Add($"{consignment.Destination}: {image.Registry} does not tell how often {image.Repository} was pulled");
                continue;
            }

            var message = $"destination {consignment.Destination}: the pulls of {image.Name} cannot be read";
            if (await service.AskAsync(AddressOf(place, image.Repository), HubJson.Default.HubRepositoryDocument, message, "check the address after --counts", cancellationToken) is not { } repository)
                untold.Add($"{place.Host} counts no pulls of {image.Repository}; it tells those of public repositories alone");
            else
                counts.Add(new DownloadCount { Destination = consignment.Destination, Package = image.Name, Item = "", Total = repository.PullCount });
        }

        return new DownloadFigures(counts.ToImmutable(), untold.ToImmutable());
    }

    // What a rehearsal delivers nobody pulls from Docker Hub.
    private static Uri? PlaceOf(ImageReference image, CountingRequest request) =>
        request.Address ?? (request.Context.Rehearsal is null && image.Registry == ImageReference.DockerHub ? Hub : null);

    private static Uri AddressOf(Uri place, RepositoryName repository)
    {
        var (space, name) = repository.Value.Split('/', 2) is [var first, var rest] ? (first, rest) : (OfficialImages, repository.Value);
        return new Uri(place, $"v2/namespaces/{space}/repositories/{name}");
    }
}

/// <summary>A repository, as far as counting reads it.</summary>
internal sealed record HubRepositoryDocument(long PullCount);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(HubRepositoryDocument))]
internal sealed partial class HubJson : JsonSerializerContext;
