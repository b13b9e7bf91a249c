using Drayage.Model;
using Drayage.Oci.Copying;
using Drayage.Oci.Documents;

namespace Drayage.Oci.Layouts;

/// <summary>What sweeping a layout freed.</summary>
/// <param name="Blobs">How many were deleted.</param>
/// <param name="Bytes">Their sizes together.</param>
public sealed record SweepReport(int Blobs, long Bytes);

/// <summary>Deletes the blobs that nothing in <c>index.json</c> leads to.</summary>
internal static class LayoutSweep
{
    /// <exception cref="ReleaseException">A manifest cannot be read, so that nobody knows what it names: nothing is deleted.</exception>
    public static async Task<SweepReport> RunAsync(OciLayout layout, CancellationToken cancellationToken)
    {
        var named = new HashSet<Digest>();
        foreach (var entry in await layout.ReadIndexAsync(cancellationToken))
            await MarkAsync(layout, entry, named, cancellationToken);
        var (blobs, bytes) = (0, 0L);
        foreach (var file in Files(layout.Paths))
        {
            // Names that are no digests are partial writes of whoever is at work here, or none of our business.
            if (!Digest.TryParse($"{file.Directory!.Name}:{file.Name}", out var digest) || named.Contains(digest))
                continue;
            bytes += file.Length;
            blobs++;
            file.Delete();
        }
        return new SweepReport(blobs, bytes);
    }

    private static async Task MarkAsync(OciLayout layout, Descriptor entry, HashSet<Digest> named, CancellationToken cancellationToken)
    {
        named.Add(entry.Digest);
        if (!MediaTypes.IsIndex(entry.MediaType) && !MediaTypes.IsManifest(entry.MediaType))
            return;
        var graph = await ImageGraph.ReadAsync(layout, entry, cancellationToken);
        foreach (var document in graph.ChildrenFirst)
        {
            named.Add(document.Digest);
            named.UnionWith(document is ManifestDocument.Image image
                ? image.Blobs.Select(blob => blob.Digest)
                : ((ManifestDocument.Index)document).Content.Manifests.Select(child => child.Digest));
        }
    }

    private static IEnumerable<FileInfo> Files(LayoutPaths paths) =>
        new[] { Digest.Sha256, Digest.Sha512 }
            .Select(algorithm => new DirectoryInfo(paths.BlobsOf(algorithm)))
            .Where(directory => directory.Exists)
            .SelectMany(directory => directory.GetFiles());
}
