using System.Collections.Immutable;
using Drayage.Model;
using Drayage.Oci.Content;
using Drayage.Oci.Documents;

namespace Drayage.Oci.Copying;

/// <summary>A source whose blobs are read together with other copies; see <see cref="BlobBroadcast"/>.</summary>
public sealed class BroadcastSource : IImageSource, IDisposable
{
    private readonly BlobBroadcast broadcast;
    private readonly IImageSource source;
    private readonly HashSet<Digest> expected = [];
    private bool disposed;

    internal BroadcastSource(BlobBroadcast broadcast, IImageSource source)
    {
        this.broadcast = broadcast;
        this.source = source;
    }

    public string Origin => source.Origin;

    public Task<Descriptor?> ResolveAsync(string reference, CancellationToken cancellationToken) =>
        source.ResolveAsync(reference, cancellationToken);

    public Task<ManifestDocument> ReadManifestAsync(Descriptor descriptor, CancellationToken cancellationToken) =>
        source.ReadManifestAsync(descriptor, cancellationToken);

    public async Task<Stream> OpenBlobAsync(Descriptor descriptor, long offset, CancellationToken cancellationToken)
    {
        var stream = await OpenUncheckedBlobAsync(descriptor, offset, cancellationToken);
        return offset == 0 ? new VerifiedStream(stream, descriptor, Origin) : stream;
    }

    public Task<Stream> OpenUncheckedBlobAsync(Descriptor descriptor, long offset, CancellationToken cancellationToken)
    {
        var joined = offset == 0 ? broadcast.Join(descriptor) : null;
        Settle(descriptor);
        return joined is null ? source.OpenUncheckedBlobAsync(descriptor, offset, cancellationToken) : Task.FromResult<Stream>(joined);
    }

    public void Dispose()
    {
        ImmutableArray<Digest> left;
        lock (expected)
        {
            if (disposed)
                return;
            disposed = true;
            left = [.. expected];
            expected.Clear();
        }
        foreach (var digest in left)
            broadcast.Settle(digest);
        broadcast.Unsubscribe();
    }

    /// <summary>Announces what this copy is likely to read, and nothing else: the others' readings wait a moment for it.</summary>
    internal void Expect(ImmutableArray<Descriptor> blobs)
    {
        ImmutableArray<Digest> dropped;
        ImmutableArray<Digest> added;
        lock (expected)
        {
            if (disposed)
                return;
            var wanted = blobs.Select(blob => blob.Digest).ToHashSet();
            dropped = [.. expected.Except(wanted)];
            added = [.. wanted.Except(expected)];
            expected.ExceptWith(dropped);
            expected.UnionWith(added);
        }
        foreach (var digest in added)
            broadcast.Expect(digest);
        foreach (var digest in dropped)
            broadcast.Settle(digest);
    }

    /// <summary>This copy reads the blob now, or will not.</summary>
    internal void Settle(Descriptor blob)
    {
        lock (expected)
        {
            if (!expected.Remove(blob.Digest))
                return;
        }
        broadcast.Settle(blob.Digest);
    }
}
