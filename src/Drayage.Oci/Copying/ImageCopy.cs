using System.Collections.Concurrent;
using Drayage.Oci.Content;
using Drayage.Oci.Documents;

namespace Drayage.Oci.Copying;

/// <summary>
/// Copies an image or a whole index by digest: blobs first, several at a time, then the manifests, children before
/// their index. Nothing is sent that the target holds. Tags are no part of it: they are points, set when every put is
/// done.
/// </summary>
public sealed class ImageCopy
{
    private readonly IImageSource source;
    private readonly IImageTarget target;
    private readonly CopyOptions options;
    private int sent;
    private int mounted;
    private int present;
    private long bytes;
    private int manifests;

    private ImageCopy(IImageSource source, IImageTarget target, CopyOptions options)
    {
        this.source = source;
        this.target = target;
        this.options = options;
    }

    /// <param name="source">Where the image is.</param>
    /// <param name="root">The manifest or index to copy.</param>
    /// <param name="target">Where it goes.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellationToken">Leaves blobs behind in the target, but no manifest without its children.</param>
    public static async Task<CopyReport> RunAsync(
        IImageSource source, Descriptor root, IImageTarget target, CopyOptions options, CancellationToken cancellationToken)
    {
        var copy = new ImageCopy(source, target, options);
        var graph = await ImageGraph.ReadAsync(source, root, cancellationToken);
        await copy.CopyImagesAsync([.. graph.ChildrenFirst.OfType<ManifestDocument.Image>()], cancellationToken);
        foreach (var index in graph.ChildrenFirst.OfType<ManifestDocument.Index>())
            await copy.PutManifestAsync(index, cancellationToken);
        return copy.Report(graph.Root);
    }

    private CopyReport Report(ManifestDocument root) => new()
    {
        Root = root,
        BlobsSent = sent,
        BlobsMounted = mounted,
        BlobsPresent = present,
        BytesSent = bytes,
        ManifestsSent = manifests,
    };

    private async Task CopyImagesAsync(ManifestDocument.Image[] images, CancellationToken cancellationToken)
    {
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.Parallelism, CancellationToken = cancellationToken };
        var absent = new ConcurrentQueue<ManifestDocument.Image>();
        await Parallel.ForEachAsync(images, parallel, async (image, token) =>
        {
            // A registry takes an image manifest only when it has the blobs, so a manifest that is there speaks for them.
            if (!await target.HasManifestAsync(image.Digest, token))
                absent.Enqueue(image);
        });
        // Large ones first: the last transfer to end decides how long it all takes.
        var blobs = absent.SelectMany(image => image.Blobs)
            .Where(blob => !MediaTypes.IsForeignLayer(blob.MediaType))
            .DistinctBy(blob => blob.Digest)
            .OrderByDescending(blob => blob.Size)
            .ThenBy(blob => blob.Digest.ToString(), StringComparer.Ordinal);
        await Parallel.ForEachAsync(blobs, parallel, async (blob, token) => await CopyBlobAsync(blob, token));
        await Parallel.ForEachAsync(absent, parallel, async (image, token) => await StoreAsync(image, token));
    }

    private async Task CopyBlobAsync(Descriptor blob, CancellationToken cancellationToken)
    {
        if (await target.HasBlobAsync(blob, cancellationToken))
        {
            Interlocked.Increment(ref present);
            return;
        }
        if (!await target.PutBlobAsync(blob, (offset, token) => source.OpenBlobAsync(blob, offset, token), cancellationToken))
        {
            Interlocked.Increment(ref mounted);
            return;
        }
        Interlocked.Increment(ref sent);
        Interlocked.Add(ref bytes, blob.Size);
    }

    private async Task PutManifestAsync(ManifestDocument document, CancellationToken cancellationToken)
    {
        if (!await target.HasManifestAsync(document.Digest, cancellationToken))
            await StoreAsync(document, cancellationToken);
    }

    private async Task StoreAsync(ManifestDocument document, CancellationToken cancellationToken)
    {
        await target.PutManifestAsync(document, cancellationToken);
        Interlocked.Increment(ref manifests);
    }
}
