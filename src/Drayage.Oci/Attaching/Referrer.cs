using System.Collections.Immutable;
using Drayage.Oci.Documents;

namespace Drayage.Oci.Attaching;

/// <summary>
/// Something that is said about an image and is found by it: an attestation, an SBOM, a signature (image specification
/// 1.1, manifest.md, "Guidelines for Artifact Usage"). Stored beside the image, it appears in the registry's list of
/// referrers, or under the fallback tag where the registry keeps none.
/// </summary>
public sealed record Referrer
{
    /// <summary>The manifest or index that it is about.</summary>
    public required Descriptor Subject { get; init; }

    /// <summary>Media type of the whole, such as <c>application/vnd.in-toto+json</c>; what lists are filtered by.</summary>
    public required string ArtifactType { get; init; }

    /// <summary>At least one.</summary>
    public required ImmutableArray<ReferrerContent> Contents { get; init; }

    /// <summary>Shown in lists of referrers, so that a reader need not fetch what it does not want.</summary>
    public ImmutableSortedDictionary<string, string> Annotations { get; init; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>The artifact manifest: the same referrer gives the same bytes.</summary>
    public ManifestDocument.Image ToManifest() => Contents.IsDefaultOrEmpty
        ? throw new InvalidOperationException($"a referrer of type {ArtifactType} has no content")
        : ManifestDocument.Of(new ImageManifest
        {
            SchemaVersion = 2,
            MediaType = MediaTypes.OciManifest,
            ArtifactType = ArtifactType,
            Config = EmptyConfig.Descriptor,
            Layers = [.. Contents.Select(content => content.Descriptor)],
            Subject = Subject.Plain(),
            Annotations = Annotations.IsEmpty ? null : Annotations.WithComparers(StringComparer.Ordinal),
        });
}
