using System.Text;
using System.Text.Json;
using Drayage.Model.Delivery;
using Drayage.Pipeline.Publishing;

namespace Drayage.Ecosystems.Npm.Publishing;

/// <summary>
/// A Sigstore bundle (protobuf-specs, <c>bundle.proto</c>) whose statement is about one package. Its signature is checked by the registry,
/// which trusts Sigstore's own roots; here it is only seen to that it is about the very tarball.
/// </summary>
/// <param name="Name">Name of its attachment: <c>NAME-VERSION.sigstore</c>.</param>
/// <param name="Text">The bundle as it was found.</param>
internal sealed record ProvenanceBundle(string Name, string MediaType, string Text)
{
    /// <returns>Null when the consignment has none.</returns>
    /// <exception cref="DeliveryException">The file is not there, or is about something else.</exception>
    public static async Task<ProvenanceBundle?> ReadAsync(Consignment consignment, string directory, PackageFile file, CancellationToken cancellationToken)
    {
        if (consignment.Options.GetValueOrDefault(NpmRegistryDestination.ProvenanceOption) is not { } path)
            return null;
        var package = NpmSite.PackageOf(consignment);
        try
        {
            var text = await File.ReadAllTextAsync(Path.Combine(directory, path), Encoding.UTF8, cancellationToken);
            using var bundle = JsonDocument.Parse(text);
            RequireSubject(consignment, path, bundle.RootElement, PackageName.Purl(package, consignment.Version), file.Sha512);
            var mediaType = bundle.RootElement.GetProperty("mediaType").GetString()!;
            return new ProvenanceBundle($"{package}-{consignment.Version}.sigstore", mediaType, text);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw Refuse(consignment, path, unreadable.Message);
        }
        catch (Exception malformed) when (malformed is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw Refuse(consignment, path, $"it is no Sigstore bundle with an in-toto statement: {malformed.Message}");
        }
    }

    private static void RequireSubject(Consignment consignment, string path, JsonElement bundle, string purl, string sha512)
    {
        using var statement = JsonDocument.Parse(bundle.GetProperty("dsseEnvelope").GetProperty("payload").GetBytesFromBase64());
        var subjects = statement.RootElement.GetProperty("subject").EnumerateArray()
            .Select(subject => (Name: subject.GetProperty("name").GetString(), Sha512: subject.GetProperty("digest").TryGetProperty("sha512", out var digest) ? digest.GetString() : null))
            .ToArray();
        if (subjects is not [var only])
            throw Refuse(consignment, path, $"it is about {subjects.Length} subjects, and registries take one");
        if (only.Name != purl || !string.Equals(only.Sha512, sha512, StringComparison.OrdinalIgnoreCase))
            throw Refuse(consignment, path, $"it is about {only.Name} with sha512:{only.Sha512}, and this release has {purl} with sha512:{sha512}");
    }

    private static DeliveryException Refuse(Consignment consignment, string path, string because) => new(
        DeliveryFailure.Refused,
        $"destination {consignment.Destination}: the provenance {path} cannot be sent",
        because,
        "make the bundle for the tarball that drayage build leaves in dist, or take 'provenance' out of the destination");
}
