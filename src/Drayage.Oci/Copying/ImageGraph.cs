using System.Collections.Immutable;
using Drayage.Model;
using Drayage.Oci.Content;
using Drayage.Oci.Documents;

namespace Drayage.Oci.Copying;

/// <summary>All manifests below a root, each once, children before their parents.</summary>
public sealed record ImageGraph(ManifestDocument Root, ImmutableArray<ManifestDocument> ChildrenFirst)
{
    /// <summary>An index of indexes of images is the deepest seen in the field.</summary>
    private const int MaxDepth = 8;

    /// <summary>What is attached to these manifests and is copied with them; subjects before their referrers.</summary>
    public ImmutableArray<AttachedArtifact> Attached { get; init; } = [];

    /// <summary>Every config and layer, each once; layers that registries do not hold are left out.</summary>
    public IEnumerable<Descriptor> Blobs => ChildrenFirst
        .OfType<ManifestDocument.Image>()
        .SelectMany(image => image.Manifest.Layers.Prepend(image.Manifest.Config))
        .Where(blob => !MediaTypes.IsForeignLayer(blob.MediaType))
        .DistinctBy(blob => blob.Digest);

    public static async Task<ImageGraph> ReadAsync(IImageSource source, Descriptor root, CancellationToken cancellationToken)
    {
        var documents = ImmutableArray.CreateBuilder<ManifestDocument>();
        var read = await WalkAsync(source, root, 0, [], documents, cancellationToken);
        return new ImageGraph(read, documents.ToImmutable());
    }

    private static async Task<ManifestDocument> WalkAsync(
        IImageSource source,
        Descriptor descriptor,
        int depth,
        HashSet<Digest> seen,
        ImmutableArray<ManifestDocument>.Builder documents,
        CancellationToken cancellationToken)
    {
        var document = await source.ReadManifestAsync(descriptor, cancellationToken);
        if (depth > MaxDepth)
        {
            throw new ReleaseException(
                ExitCode.Refused,
                $"image {descriptor.Digest} from {source.Origin} cannot be copied",
                $"its indexes are nested more than {MaxDepth} deep");
        }
        if (document is ManifestDocument.Index index)
        {
            foreach (var child in index.Content.Manifests)
            {
                if (seen.Add(child.Digest))
                    await WalkAsync(source, child, depth + 1, seen, documents, cancellationToken);
            }
        }
        documents.Add(document);
        return document;
    }
}
