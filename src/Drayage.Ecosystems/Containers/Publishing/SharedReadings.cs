using System.Collections.Concurrent;
using Drayage.Model;
using Drayage.Oci.Content;
using Drayage.Oci.Copying;

namespace Drayage.Ecosystems.Containers.Publishing;

/// <summary>
/// Lets deliveries of one image that run side by side read its blobs together. They share nothing else: each goes on
/// alone where another lags or fails (design, invariant 4).
/// </summary>
internal sealed class SharedReadings
{
    private readonly ConcurrentDictionary<(string Layout, Digest Image), BlobBroadcast> broadcasts = new();

    /// <summary>A view of the image's content for one delivery; dispose it at the end of that.</summary>
    /// <param name="layout">The release's layout.</param>
    /// <param name="image">The image's root.</param>
    /// <param name="source">The same content for every delivery of the image.</param>
    /// <param name="clock">Measures for how long slow deliveries hold others up.</param>
    public BroadcastSource Subscribe(string layout, Digest image, IImageSource source, TimeProvider clock) =>
        broadcasts.GetOrAdd((layout, image), _ => new BlobBroadcast(source, clock)).Subscribe();
}
