using System.Collections.Immutable;
using Drayage.Oci.Content;
using Drayage.Oci.Documents;

namespace Drayage.Oci.Copying;

/// <summary>
/// Copies an image or a whole index by digest, to one target or several at once: blobs first, several at a time, then
/// the manifests, children before their index, then what is attached to them where that is asked for, and the target's name
/// last of all. Nothing is sent that the target holds.
/// </summary>
/// <remarks>
/// The usual call: <c>ImageCopy.RunAsync(source, root, [new RepositoryTarget(repository, tag: tag), …], options, token)</c>.
/// A target without a name leaves names to the caller, who moves them when every put is done.
/// </remarks>
public static class ImageCopy
{
    /// <summary>Copies to one target.</summary>
    /// <param name="source">Where the image is.</param>
    /// <param name="root">The manifest or index to copy.</param>
    /// <param name="target">Where it goes.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellationToken">Leaves blobs behind in the target, but no manifest without its children.</param>
    public static async Task<CopyReport> RunAsync(
        IImageSource source, Descriptor root, IImageTarget target, CopyOptions options, CancellationToken cancellationToken)
    {
        var graph = await ReadAsync(source, root, options, cancellationToken);
        return await new TargetCopy(source, graph, target, options).RunAsync(cancellationToken);
    }

    /// <summary>
    /// Copies to several targets. Each blob is read once for all that lack it, as long as they keep pace; one that is
    /// slow or fails is left to itself and stops no other.
    /// </summary>
    /// <param name="source">Where the image is.</param>
    /// <param name="root">The manifest or index to copy.</param>
    /// <param name="targets">Where it goes.</param>
    /// <param name="options">How, for each target.</param>
    /// <param name="cancellationToken">Leaves blobs behind in the targets, but no manifest without its children.</param>
    /// <returns>What came of each, in the order given. Throws only where the source's manifests cannot be read, and for cancellation.</returns>
    public static async Task<ImmutableArray<CopyOutcome>> RunAsync(
        IImageSource source, Descriptor root, ImmutableArray<IImageTarget> targets, CopyOptions options, CancellationToken cancellationToken)
    {
        var graph = await ReadAsync(source, root, options, cancellationToken);
        var broadcast = new BlobBroadcast(source, options.Clock);
        // All are there, and expected to want all, before the first one reads.
        var readers = targets.Select(_ => broadcast.Subscribe()).ToImmutableArray();
        foreach (var reader in readers)
            reader.Expect([.. graph.Blobs]);
        return [.. await Task.WhenAll(targets.Select((target, place) => TryAsync(readers[place], graph, target, options, cancellationToken)))];
    }

    private static async Task<ImageGraph> ReadAsync(
        IImageSource source, Descriptor root, CopyOptions options, CancellationToken cancellationToken)
    {
        var graph = await ImageGraph.ReadAsync(source, root, cancellationToken);
        return options.ReferrersFrom is { } referrers
            ? graph with { Attached = await AttachedArtifact.FindAsync(source, referrers, graph, cancellationToken) }
            : graph;
    }

    private static async Task<CopyOutcome> TryAsync(
        BroadcastSource source, ImageGraph graph, IImageTarget target, CopyOptions options, CancellationToken cancellationToken)
    {
        using (source)
        {
            try
            {
                return new CopyOutcome.Done(target, await new TargetCopy(source, graph, target, options).RunAsync(cancellationToken));
            }
            catch (Exception cause) when (!cancellationToken.IsCancellationRequested)
            {
                return new CopyOutcome.Failed(target, cause);
            }
        }
    }
}
