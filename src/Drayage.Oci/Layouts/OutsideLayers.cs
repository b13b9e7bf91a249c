using System.Collections.Frozen;
using System.Collections.Immutable;
using Drayage.Model;
using Drayage.Oci.Documents;
using Drayage.Oci.References;

namespace Drayage.Oci.Layouts;

/// <summary>
/// The layers of a base image that a layout names but does not hold: they stay in the base's registry, and whoever
/// delivers the image takes them from there. The layout says where in an annotation of the image's entry in
/// <c>index.json</c>, and holds the base's manifests, which say what they are.
/// </summary>
public sealed record OutsideLayers
{
    /// <summary>Annotation of an entry of <c>index.json</c>: the base as <c>registry/repository@digest</c>.</summary>
    public const string Annotation = "dev.drayage.base";

    private OutsideLayers(ImageReference from, FrozenSet<Digest> digests)
    {
        From = from;
        Digests = digests;
    }

    /// <summary>The repository that holds them, and the digest of the base there.</summary>
    public ImageReference From { get; }

    /// <summary>All layers of the base; some may stand in the layout nevertheless.</summary>
    public FrozenSet<Digest> Digests { get; }

    /// <summary>The entry for <c>index.json</c> of an image that stands on the base.</summary>
    public static Descriptor Mark(Descriptor image, ImageReference from) => image with
    {
        Annotations = (image.Annotations ?? ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal))
            .SetItem(Annotation, from.ToString()),
    };

    /// <summary>What an entry of <c>index.json</c> leaves to its base; null when the layout holds all of it.</summary>
    /// <exception cref="ReleaseException">The layout lacks the base's manifest, or says something else than a base.</exception>
    public static async Task<OutsideLayers?> FindAsync(OciLayout layout, Descriptor entry, CancellationToken cancellationToken)
    {
        if (entry.Annotations?.GetValueOrDefault(Annotation) is not { } text)
            return null;
        if (!ImageReference.TryParse(text, out var from, out var problem) || from.Digest is not { } digest)
            throw Unknown(layout, entry, text, problem ?? "it names no digest");
        var path = layout.PathOf(digest);
        if (!File.Exists(path))
            throw Unknown(layout, entry, text, "the layout does not hold the base's manifest");
        var root = new Descriptor { MediaType = MediaTypes.OciIndex, Digest = digest, Size = new FileInfo(path).Length };
        return new OutsideLayers(from, [.. await LayersAsync(layout, root, cancellationToken)]);
    }

    private static async Task<IEnumerable<Digest>> LayersAsync(OciLayout layout, Descriptor root, CancellationToken cancellationToken)
    {
        var document = ManifestDocument.Parse(await layout.ReadBlobAsync(root, cancellationToken), null);
        if (document is ManifestDocument.Image image)
            return image.Manifest.Layers.Select(layer => layer.Digest);
        var layers = new List<Digest>();
        // Only the platforms that were built for are here; an index below an index is no base.
        foreach (var child in ((ManifestDocument.Index)document).Content.Manifests.Where(child => layout.HasBlob(child.Digest)))
        {
            if (await layout.ReadManifestAsync(child, cancellationToken) is ManifestDocument.Image below)
                layers.AddRange(below.Manifest.Layers.Select(layer => layer.Digest));
        }
        return layers;
    }

    private static ReleaseException Unknown(OciLayout layout, Descriptor entry, string text, string because) => new(
        ExitCode.Refused,
        $"OCI layout {layout.Directory}: the base of {entry.Digest} is not known",
        $"{Annotation} is '{text}': {because}",
        "build the image again: drayage build");
}
