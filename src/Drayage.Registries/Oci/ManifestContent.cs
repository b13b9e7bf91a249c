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

    public sealed record Reference(Digest Digest, long Size);

    /// <exception cref="OciRefusal">Not a manifest of schema version 2.</exception>
    public static ManifestContent Parse(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
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
        return new ManifestContent
        {
            MediaType = Text(root, "mediaType"),
            // An image manifest without a type of its own is listed under the type of its config.
            ArtifactType = Text(root, "artifactType") ?? (config is { } of ? Text(of, "mediaType") : null),
            Subject = Optional(root, "subject") is { } subject ? ReadReference(subject).Digest : null,
            Blobs = [.. Present(config).Concat(List(root, "layers")).Where(IsHere).Select(ReadReference)],
            Manifests = [.. List(root, "manifests").Select(ReadReference)],
            Annotations = Optional(root, "annotations")?.EnumerateObject().ToImmutableSortedDictionary(pair => pair.Name, pair => pair.Value.GetString()!, StringComparer.Ordinal),
        };
    }

    // Foreign layers are fetched from their URLs and need not be pushed.
    private static bool IsHere(JsonElement descriptor) => Optional(descriptor, "urls") is not { } urls || urls.GetArrayLength() == 0;

    private static Reference ReadReference(JsonElement descriptor)
    {
        if (Text(descriptor, "mediaType") is null)
            throw OciRefusal.InvalidManifest("a descriptor has no mediaType");
        return new Reference(Digest.Parse(descriptor.GetProperty("digest").GetString()!), descriptor.GetProperty("size").GetInt64());
    }

    private static JsonElement[] Present(JsonElement? element) => element is { } value ? [value] : [];

    private static JsonElement[] List(JsonElement root, string name) =>
        Optional(root, name) is { } list ? [.. list.EnumerateArray()] : [];

    private static string? Text(JsonElement element, string name) => Optional(element, name)?.GetString();

    private static JsonElement? Optional(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
}
