using System.Collections.Immutable;
using Drayage.Oci.Documents;
using Drayage.Oci.Layouts;

namespace Drayage.Oci.Assembly;

/// <summary>
/// Something that is said about an image and is found by it: an attestation, an SBOM, a signature (image specification
/// 1.1, manifest.md, "Guidelines for Artifact Usage"). Stored beside the image, it appears in the registry's list of
/// referrers, or under the fallback tag where the registry keeps none.
/// </summary>
public sealed record Referrer
{
    /// <summary>What the configuration of an artifact without one is.</summary>
    private static readonly byte[] EmptyJson = "{}"u8.ToArray();

    /// <summary>The manifest or index that it is about.</summary>
    public required Descriptor Subject { get; init; }

    /// <summary>Media type of the whole, such as <c>application/vnd.in-toto+json</c>; what lists are filtered by.</summary>
    public required string ArtifactType { get; init; }

    /// <summary>At least one.</summary>
    public required ImmutableArray<ReferrerContent> Contents { get; init; }

    /// <summary>Shown in lists of referrers, so that a reader need not fetch what it does not want.</summary>
    public ImmutableSortedDictionary<string, string> Annotations { get; init; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>Writes blobs and manifest into a layout. It is not listed in <c>index.json</c>: that is the caller's point.</summary>
    public async Task<ManifestDocument.Image> WriteAsync(OciLayout layout, CancellationToken cancellationToken)
    {
        if (Contents.IsDefaultOrEmpty)
            throw new InvalidOperationException($"a referrer of type {ArtifactType} has no content");
        var layers = ImmutableArray.CreateBuilder<Descriptor>(Contents.Length);
        foreach (var content in Contents)
        {
            layers.Add(new Descriptor
            {
                MediaType = content.MediaType,
                Digest = await layout.WriteBlobAsync(content.Bytes, cancellationToken),
                Size = content.Bytes.Length,
                Annotations = content.Annotations.IsEmpty ? null : content.Annotations.WithComparers(StringComparer.Ordinal),
            });
        }
        var manifest = ManifestDocument.Of(new ImageManifest
        {
            SchemaVersion = 2,
            MediaType = MediaTypes.OciManifest,
            ArtifactType = ArtifactType,
            Config = await WriteEmptyAsync(layout, cancellationToken),
            Layers = layers.MoveToImmutable(),
            Subject = Subject.Plain(),
            Annotations = Annotations.IsEmpty ? null : Annotations.WithComparers(StringComparer.Ordinal),
        });
        await layout.WriteManifestAsync(manifest, cancellationToken);
        return manifest;
    }

    /// <summary>The descriptor that the specification prescribes, embedded content included.</summary>
    private static async Task<Descriptor> WriteEmptyAsync(OciLayout layout, CancellationToken cancellationToken) => new()
    {
        MediaType = MediaTypes.OciEmpty,
        Digest = await layout.WriteBlobAsync(EmptyJson, cancellationToken),
        Size = EmptyJson.Length,
        Data = Convert.ToBase64String(EmptyJson),
    };
}

/// <summary>One document of a referrer.</summary>
/// <param name="Bytes">Small: it is held in memory.</param>
/// <param name="MediaType">What the bytes are.</param>
public sealed record ReferrerContent(ReadOnlyMemory<byte> Bytes, string MediaType)
{
    public ImmutableSortedDictionary<string, string> Annotations { get; init; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);
}
