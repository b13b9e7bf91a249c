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
    /// <param name="layout">Held by the caller.</param>
    /// <param name="write">Replaces <c>index.json</c>.</param>
    /// <param name="cancellationToken">Ends the sweep.</param>
    /// <exception cref="ReleaseException">A manifest cannot be read, so that nobody knows what it names: nothing is deleted.</exception>
    public static async Task<SweepReport> RunAsync(
        OciLayout layout, Func<ImageIndex, CancellationToken, Task> write, CancellationToken cancellationToken)
    {
        var index = await LayoutIndex.ReadAsync(layout.Paths, cancellationToken);
        var named = new HashSet<Digest>();
        var attached = new List<Descriptor>();
        foreach (var entry in index.Manifests)
        {
            if (LayoutReferrers.MayBeAttached(entry))
                attached.Add(entry);
            else
                await MarkAsync(layout, entry, named, cancellationToken);
        }
        var orphans = await MarkAttachedAsync(layout, attached, named, cancellationToken);
        if (orphans.Count > 0)
            await write(index with { Manifests = index.Manifests.RemoveRange(orphans) }, cancellationToken);
        return Delete(layout, named);
    }

    /// <returns>What is attached to nothing that is there.</returns>
    private static async Task<List<Descriptor>> MarkAttachedAsync(
        OciLayout layout, List<Descriptor> attached, HashSet<Digest> named, CancellationToken cancellationToken)
    {
        var left = new List<(Descriptor Entry, Digest? Subject)>();
        foreach (var entry in attached)
        {
            var isManifest = MediaTypes.IsManifest(entry.MediaType) || MediaTypes.IsIndex(entry.MediaType);
            left.Add((entry, isManifest ? (await layout.ReadManifestAsync(entry, cancellationToken)).Subject?.Digest : null));
        }
        // Each round finds what is attached to what the round before found.
        while (left.Where(one => one.Subject is null || named.Contains(one.Subject)).ToList() is { Count: > 0 } held)
        {
            foreach (var (entry, _) in held)
                await MarkAsync(layout, entry, named, cancellationToken);
            left.RemoveAll(held.Contains);
        }
        return [.. left.Select(one => one.Entry)];
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

    private static SweepReport Delete(OciLayout layout, HashSet<Digest> named)
    {
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

    private static IEnumerable<FileInfo> Files(LayoutPaths paths) =>
        new[] { Digest.Sha256, Digest.Sha512 }
            .Select(algorithm => new DirectoryInfo(paths.BlobsOf(algorithm)))
            .Where(directory => directory.Exists)
            .SelectMany(directory => directory.GetFiles());
}
