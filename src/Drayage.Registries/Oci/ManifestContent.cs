using System.Collections.Immutable;
using System.Text.Json;
using Drayage.Model;

namespace Drayage.Registries.Oci;

/// <summary>What a registry reads in a manifest: media types, references, subject, annotations. By structure, so manifests, indexes and Docker's forms are alike.</summary>
internal sealed record ManifestContent
{
    public required string? MediaType { get; init; }

    public required string? ArtifactType { get; init; }

    public required Digest? Subject { get; init; }

    /// <summary>Config and layers: must be blobs of the repository.</summary>
    public required ImmutableArray<Reference> Blobs { get; init; }

    /// <summary>Children of an index: must be manifests of the repository.</summary>
    public required ImmutableArray<Reference> Manifests { get; init; }

    public required ImmutableSortedDictionary<string, string>? Annotations { get; init; }

    /// <param name="Elsewhere">A layer that is fetched from its URLs and need not be pushed.</param>
    public sealed record Reference(Digest Digest, long Size, bool Elsewhere);

    // A property given twice is read differently by different clients, so what one checks another would not run.
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 64 };

    /// <exception cref="OciRefusal">Not a manifest of schema version 2.</exception>
    public static ManifestContent Parse(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Strict);
            return Read(document.RootElement);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw OciRefusal.InvalidManifest(exception.Message);
        }
    }

    private static ManifestContent Read(JsonElement root)
    {
        if (root.GetProperty("schemaVersion").GetInt32() != 2)
            throw OciRefusal.InvalidManifest("schemaVersion is not 2");
        var config = Optional(root, "config");
        if (Optional(root, "manifests") is not null && (config is not null || Optional(root, "layers") is not null))
            throw OciRefusal.InvalidManifest("both an index and an image: it has manifests beside config or layers");
        return new ManifestContent
        {
            MediaType = Text(root, "mediaType"),
            // An image manifest without a type of its own is listed under the type of its config.
            ArtifactType = Text(root, "artifactType") is { Length: > 0 } own ? own : (config is { } of ? Text(of, "mediaType") : null),
            Subject = Optional(root, "subject") is { } subject ? ReadReference(subject).Digest : null,
            Blobs = [.. Present(config).Concat(List(root, "layers")).Concat(List(root, "blobs")).Select(ReadReference).Where(blob => !blob.Elsewhere)],
            Manifests = [.. List(root, "manifests").Select(ReadReference)],
            Annotations = Optional(root, "annotations")?.EnumerateObject().ToImmutableSortedDictionary(pair => pair.Name, pair => pair.Value.GetString()!, StringComparer.Ordinal),
        };
    }

    private static Reference ReadReference(JsonElement descriptor)
    {
        var mediaType = Text(descriptor, "mediaType") ?? throw OciRefusal.InvalidManifest("a descriptor has no mediaType");
        var size = descriptor.GetProperty("size").GetInt64();
        if (size < 0)
            throw OciRefusal.InvalidManifest($"a descriptor says {size} bytes");
        return new Reference(Digest.Parse(descriptor.GetProperty("digest").GetString()!), size, IsElsewhere(descriptor, mediaType));
    }

    private static bool IsElsewhere(JsonElement descriptor, string mediaType) =>
        mediaType.StartsWith("application/vnd.oci.image.layer.nondistributable.", StringComparison.Ordinal)
        || mediaType == "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip"
        || (Optional(descriptor, "urls") is { } urls && urls.GetArrayLength() > 0);

    private static JsonElement[] Present(JsonElement? element) => element is { } value ? [value] : [];

    private static JsonElement[] List(JsonElement root, string name) =>
        Optional(root, name) is { } list ? [.. list.EnumerateArray()] : [];

    private static string? Text(JsonElement element, string name) => Optional(element, name)?.GetString();

    private static JsonElement? Optional(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
}
