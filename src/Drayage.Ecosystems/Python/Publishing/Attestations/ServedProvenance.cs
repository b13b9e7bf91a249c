using System.Collections.Immutable;
using System.Text.Json;
using Drayage.Model.Delivery;
using Drayage.Pipeline.Publishing;
using Drayage.Platform.Http;

namespace Drayage.Ecosystems.Python.Publishing.Attestations;

/// <summary>What an index tells of a file's attestations (PEP 740; docs.pypi.org/api/integrity).</summary>
internal sealed class ServedProvenance(HttpPipeline http)
{
    private const string MediaType = "application/vnd.pypi.integrity.v1+json";
    private const int Largest = 4 * 1024 * 1024;

    /// <summary>Sees that the index serves attestations of a file, and that each is about it.</summary>
    /// <param name="file">As the index lists it.</param>
    /// <param name="sha256">The file's digest.</param>
    /// <param name="sent">Those that must be among them; empty where nobody knows them.</param>
    /// <exception cref="DeliveryException">It does not.</exception>
    public async Task RequireAsync(Consignment consignment, IndexFile file, string sha256, ImmutableArray<Attestation> sent, CancellationToken cancellationToken)
    {
        if (file.Provenance is not { } address)
            throw Refuse(consignment, file, "the index lists it without provenance");
        var served = await ReadAsync(consignment, file, address, cancellationToken);
        if (served.IsEmpty)
            throw Refuse(consignment, file, $"{address} holds none");
        if (served.FirstOrDefault(attestation => !attestation.IsAbout(file.Name, sha256)) is { } foreign)
            throw Refuse(consignment, file, $"{address} is about {foreign.Subject} with sha256:{foreign.Sha256}, and this release has sha256:{sha256}");
        if (sent.FirstOrDefault(attestation => !served.Any(other => other.PredicateType == attestation.PredicateType && other.Signature == attestation.Signature)) is { } missing)
            throw Refuse(consignment, file, $"{address} does not hold the one of type {missing.PredicateType} that was sent");
    }

    private async Task<ImmutableArray<Attestation>> ReadAsync(Consignment consignment, IndexFile file, Uri address, CancellationToken cancellationToken)
    {
        var message = $"destination {consignment.Destination}: the attestations of {file.Name} cannot be read back";
        using var reply = await http.FetchAsync(HttpCall.Get(address).WithHeader("Accept", MediaType), Largest, message, cancellationToken);
        if (!reply.IsSuccess)
            throw (await reply.ToFailureAsync(cancellationToken)).ToDelivery(message);
        try
        {
            using var document = JsonDocument.Parse(await reply.ReadBodyAsync(Largest, cancellationToken));
            return
            [
                .. document.RootElement.GetProperty("attestation_bundles").EnumerateArray()
                    .SelectMany(bundle => bundle.GetProperty("attestations").EnumerateArray())
                    .Select(attestation => Attestation.Read(attestation, attestation.GetRawText())),
            ];
        }
        catch (Exception malformed) when (malformed is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new DeliveryException(DeliveryFailure.Refused, message, $"{address} is no provenance object (PEP 740): {malformed.Message}", hint: null);
        }
    }

    private static DeliveryException Refuse(Consignment consignment, IndexFile file, string because) => new(
        DeliveryFailure.Refused,
        $"destination {consignment.Destination}: {file.Name} is there without the attestations of this release",
        because,
        "indexes take attestations along with the file and not later: release a new version, or take 'attestations' out of the destination");
}
