using System.Collections.Immutable;
using Drayage.Model;

namespace Drayage.Oci.Documents;

/// <summary>
/// A manifest or an index together with the very bytes that its digest is of. Copies send <see cref="Bytes"/>, so
/// members that this program does not know survive.
/// </summary>
public abstract record ManifestDocument
{
    /// <summary>What registries accept at least (distribution specification 1.1, "Pushing Manifests").</summary>
    public const int MaxSize = 4 * 1024 * 1024;

    private ManifestDocument()
    {
    }

    /// <summary>As received or as first written.</summary>
    public required ReadOnlyMemory<byte> Bytes { get; init; }

    public required string MediaType { get; init; }

    /// <summary>SHA-256 of <see cref="Bytes"/>.</summary>
    public required Digest Digest { get; init; }

    public Descriptor Descriptor => new() { MediaType = MediaType, Digest = Digest, Size = Bytes.Length };

    public abstract Descriptor? Subject { get; }

    /// <summary>As lists of referrers show it: with artifact type and annotations (distribution specification 1.1, "Listing Referrers").</summary>
    public Descriptor ReferrerDescriptor => this switch
    {
        Image image => Descriptor with
        {
            ArtifactType = image.Manifest.ArtifactType ?? image.Manifest.Config.MediaType,
            Annotations = image.Manifest.Annotations,
        },
        Index index => Descriptor with { ArtifactType = index.Content.ArtifactType, Annotations = index.Content.Annotations },
        _ => Descriptor,
    };

    /// <summary>A manifest of one image or artifact.</summary>
    public sealed record Image(ImageManifest Manifest) : ManifestDocument
    {
        public override Descriptor? Subject => Manifest.Subject;

        /// <summary>Config first, then the layers in order; each digest once.</summary>
        public ImmutableArray<Descriptor> Blobs =>
            [.. Manifest.Layers.Prepend(Manifest.Config).DistinctBy(blob => blob.Digest)];
    }

    /// <summary>An index over manifests, mostly one for each platform.</summary>
    public sealed record Index(ImageIndex Content) : ManifestDocument
    {
        public override Descriptor? Subject => Content.Subject;
    }

    /// <summary>Writes a new manifest.</summary>
    public static Image Of(ImageManifest manifest)
    {
        var bytes = OciJson.Write(manifest, OciJson.Wire.ImageManifest);
        return new Image(manifest) { Bytes = bytes, MediaType = manifest.MediaType ?? MediaTypes.OciManifest, Digest = Digest.OfSha256(bytes) };
    }

    /// <summary>Writes a new index.</summary>
    public static Index Of(ImageIndex index)
    {
        var bytes = OciJson.Write(index, OciJson.Wire.ImageIndex);
        return new Index(index) { Bytes = bytes, MediaType = index.MediaType ?? MediaTypes.OciIndex, Digest = Digest.OfSha256(bytes) };
    }

    /// <summary>Reads a manifest or an index.</summary>
    /// <param name="bytes">The document; kept, not copied.</param>
    /// <param name="declaredMediaType">
    /// From the Content-Type or the descriptor. It must agree with the document's own <c>mediaType</c> where both stand.
    /// </param>
    /// <exception cref="FormatException">The bytes are no manifest, or one that could be read in two ways.</exception>
    public static ManifestDocument Parse(ReadOnlyMemory<byte> bytes, string? declaredMediaType) =>
        ManifestParser.Parse(bytes, declaredMediaType);
}
