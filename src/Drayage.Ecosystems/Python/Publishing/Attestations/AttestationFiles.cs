using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Drayage.Model.Delivery;
using Drayage.Pipeline.Publishing;

namespace Drayage.Ecosystems.Python.Publishing.Attestations;

/// <summary>
/// The attestations of a distribution (PEP 740) that were made before: <c>FILE.publish.attestation</c> and the like, as
/// <c>pypi-attestations sign</c> writes them. Their signatures are checked by the index, which trusts Sigstore's own roots; here it is only
/// seen to that each is about the very file.
/// </summary>
internal static class AttestationFiles
{
    /// <returns>One for each predicate type; empty when the destination takes none.</returns>
    /// <param name="directory">Absolute path of the project.</param>
    /// <param name="name">The distribution.</param>
    /// <param name="sha256">Its digest, lower-case hexadecimal.</param>
    /// <exception cref="DeliveryException">There is none, or one is about something else.</exception>
    public static async Task<ImmutableArray<Attestation>> ReadAsync(Consignment consignment, string directory, string name, string sha256, CancellationToken cancellationToken)
    {
        if (consignment.Options.GetValueOrDefault(PythonIndexDestination.AttestationsOption) is not { } place)
            return [];
        var path = Path.Combine(directory, place);
        var files = Directory.Exists(path) ? Directory.GetFiles(path, $"{name}.*.attestation").Order(StringComparer.Ordinal).ToArray() : [];
        if (files.Length == 0)
            throw Refuse(consignment, $"{name} goes without attestation", $"there is no {Path.Combine(place, $"{name}.publish.attestation")}");
        var attestations = ImmutableArray.CreateBuilder<Attestation>();
        foreach (var file in files)
        {
            var found = await ReadOneAsync(consignment, file, name, sha256, cancellationToken);
            if (attestations.Any(earlier => earlier.PredicateType == found.PredicateType))
                throw Refuse(consignment, $"{Path.GetFileName(file)} cannot be sent", $"there is another attestation of type {found.PredicateType} for {name}, and indexes take one");
            attestations.Add(found);
        }

        return attestations.ToImmutable();
    }

    /// <summary>As the form's field <c>attestations</c> has them: each byte for byte as it was found.</summary>
    public static string Join(ImmutableArray<Attestation> attestations) => $"[{string.Join(",", attestations.Select(attestation => attestation.Text))}]";

    private static async Task<Attestation> ReadOneAsync(Consignment consignment, string file, string name, string sha256, CancellationToken cancellationToken)
    {
        var message = $"{Path.GetFileName(file)} cannot be sent";
        try
        {
            var text = await File.ReadAllTextAsync(file, Encoding.UTF8, cancellationToken);
            using var document = JsonDocument.Parse(text);
            var attestation = Attestation.Read(document.RootElement, text);
            return attestation.IsAbout(name, sha256)
                ? attestation
                : throw Refuse(consignment, message, $"it is about {attestation.Subject} with sha256:{attestation.Sha256}, and this release has {name} with sha256:{sha256}");
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw Refuse(consignment, message, unreadable.Message);
        }
        catch (Exception malformed) when (malformed is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw Refuse(consignment, message, $"it is no attestation object (PEP 740): {malformed.Message}");
        }
    }

    private static DeliveryException Refuse(Consignment consignment, string message, string because) => new(
        DeliveryFailure.Refused,
        $"destination {consignment.Destination}: {message}",
        because,
        "run drayage release --until seal, sign the files that it leaves (pypi-attestations sign, in a job with id-token: write), and run drayage resume; or take 'attestations' out of the destination");
}
