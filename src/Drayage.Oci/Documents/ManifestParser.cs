using System.Text.Json;
using Drayage.Model;

namespace Drayage.Oci.Documents;

/// <summary>
/// Reads foreign manifests. A document with both <c>manifests</c> and <c>layers</c> is refused: tools that look at one
/// member and tools that look at the other would see two different images under one digest (CVE-2021-41190).
/// </summary>
internal static class ManifestParser
{
    public static ManifestDocument Parse(ReadOnlyMemory<byte> bytes, string? declaredMediaType)
    {
        if (bytes.Length > ManifestDocument.MaxSize)
            throw new FormatException($"the manifest has {bytes.Length} bytes, {ManifestDocument.MaxSize} are allowed");
        var shape = Shape.Of(bytes.Span);
        var mediaType = DecideType(shape, declaredMediaType);
        var digest = Digest.OfSha256(bytes.Span);
        if (MediaTypes.IsIndex(mediaType))
        {
            var index = OciJson.Read(bytes.Span, OciJson.Wire.ImageIndex);
            CheckSchema(index.SchemaVersion);
            CheckAll(index.Manifests);
            Check(index.Subject);
            return new ManifestDocument.Index(index) { Bytes = bytes, MediaType = mediaType, Digest = digest };
        }
        var manifest = OciJson.Read(bytes.Span, OciJson.Wire.ImageManifest);
        CheckSchema(manifest.SchemaVersion);
        CheckAll(manifest.Layers.Prepend(manifest.Config));
        Check(manifest.Subject);
        return new ManifestDocument.Image(manifest) { Bytes = bytes, MediaType = mediaType, Digest = digest };
    }

    private static string DecideType(Shape shape, string? declared)
    {
        var known = MediaTypes.IsIndex(declared) || MediaTypes.IsManifest(declared);
        if (shape.MediaType is not null && known && shape.MediaType != declared)
            throw new FormatException($"the manifest says mediaType {shape.MediaType} but was announced as {declared}");
        var mediaType = shape.MediaType
            ?? (known ? declared! : shape.HasManifests ? MediaTypes.OciIndex : MediaTypes.OciManifest);
        if (!MediaTypes.IsIndex(mediaType) && !MediaTypes.IsManifest(mediaType))
            throw new FormatException($"{mediaType} is not the media type of a manifest or an index");
        if (shape.HasManifests && (shape.HasLayers || shape.HasConfig))
            throw new FormatException("the document is a manifest and an index at once");
        if (MediaTypes.IsIndex(mediaType) != shape.HasManifests)
            throw new FormatException($"the document announced as {mediaType} {(shape.HasManifests ? "has" : "lacks")} the member 'manifests'");
        return mediaType;
    }

    private static void CheckSchema(int version)
    {
        if (version != 2)
            throw new FormatException($"schemaVersion is {version}, expected 2");
    }

    private static void CheckAll(IEnumerable<Descriptor?> descriptors)
    {
        foreach (var descriptor in descriptors)
        {
            if (descriptor is null)
                throw new FormatException("a descriptor is null");
            Check(descriptor);
        }
    }

    private static void Check(Descriptor? descriptor)
    {
        if (descriptor is null)
            return;
        if (descriptor.Size < 0)
            throw new FormatException($"descriptor {descriptor.Digest} has the size {descriptor.Size}");
        if (string.IsNullOrEmpty(descriptor.MediaType))
            throw new FormatException($"descriptor {descriptor.Digest} has no media type");
    }

    /// <summary>The top-level members that decide what a document is.</summary>
    private sealed record Shape(string? MediaType, bool HasManifests, bool HasLayers, bool HasConfig)
    {
        public static Shape Of(ReadOnlySpan<byte> bytes)
        {
            try
            {
                return Scan(bytes);
            }
            catch (Exception failure) when (failure is JsonException or InvalidOperationException)
            {
                throw new FormatException(failure.Message, failure);
            }
        }

        private static Shape Scan(ReadOnlySpan<byte> bytes)
        {
            var reader = new Utf8JsonReader(bytes);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
                throw new FormatException("the document is not a JSON object");
            var shape = new Shape(null, false, false, false);
            var seen = new HashSet<string>(StringComparer.Ordinal);
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var name = reader.GetString()!;
                if (!seen.Add(name))
                    throw new FormatException($"the member '{name}' stands twice");
                reader.Read();
                if (name == "mediaType" && reader.TokenType != JsonTokenType.Null)
                    shape = shape with { MediaType = reader.GetString() };
                shape = name switch
                {
                    "manifests" => shape with { HasManifests = true },
                    "layers" => shape with { HasLayers = true },
                    "config" => shape with { HasConfig = true },
                    _ => shape,
                };
                reader.Skip();
            }
            // Whatever follows the object must be nothing.
            if (reader.Read())
                throw new FormatException("the document goes on after its end");
            return shape;
        }
    }
}
