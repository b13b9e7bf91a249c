using Drayage.Model;
using Drayage.Oci.Content;
using Drayage.Oci.Documents;

namespace Drayage.Oci.Copying;

/// <summary>
/// Lets several copies from one source share the reading of each blob. Nothing else is shared: a copy that lags, fails
/// or has to go back reads for itself. Memory is bounded: <see cref="BroadcastRead.Window"/> for each blob under way
/// and <see cref="KeptBytes"/> for small blobs that someone is still to fetch.
/// </summary>
/// <param name="source">What is read.</param>
/// <param name="clock">Measures for how long slow copies hold others up.</param>
public sealed class BlobBroadcast(IImageSource source, TimeProvider clock)
{
    private const int KeptBytes = 8 * 1024 * 1024;

    private readonly Lock gate = new();
    private readonly Dictionary<Digest, BroadcastRead> reads = [];
    private readonly LinkedList<BroadcastRead> kept = [];
    private readonly Dictionary<Digest, int> expected = [];
    private int subscribers;

    /// <summary>A view of the source for one copy. Dispose it when the copy has ended, whatever its end.</summary>
    public BroadcastSource Subscribe()
    {
        Interlocked.Increment(ref subscribers);
        return new BroadcastSource(this, source);
    }

    internal void Unsubscribe() => Interlocked.Decrement(ref subscribers);

    internal void Expect(Digest digest)
    {
        lock (gate)
            expected[digest] = expected.GetValueOrDefault(digest) + 1;
    }

    /// <summary>A copy that announced the blob has joined its reading, or will not.</summary>
    internal void Settle(Digest digest)
    {
        lock (gate)
        {
            var left = expected.GetValueOrDefault(digest) - 1;
            if (left > 0)
                expected[digest] = left;
            else
                expected.Remove(digest);
            if (left <= 0 && reads.TryGetValue(digest, out var read) && read.IsIdle)
                Forget(read);
        }
    }

    internal bool IsExpected(Digest digest)
    {
        lock (gate)
            return expected.ContainsKey(digest);
    }

    /// <summary>The last reader of a blob has gone. A small one is kept for those that are still to come.</summary>
    internal void Idle(BroadcastRead read)
    {
        lock (gate)
        {
            if (!reads.TryGetValue(read.Blob.Digest, out var current) || current != read)
            {
                read.Dispose();
                return;
            }
            if (!read.IsIdle)
                return;
            if (!read.IsWhole || !expected.ContainsKey(read.Blob.Digest))
            {
                Forget(read);
                return;
            }
            if (kept.Contains(read))
                return;
            kept.AddLast(read);
            while (kept.Sum(one => one.Blob.Size) > KeptBytes && kept.First is { } oldest)
            {
                kept.RemoveFirst();
                if (oldest.Value.IsIdle)
                    Forget(oldest.Value);
            }
        }
    }

    /// <summary>A place in the common reading of a blob; null where there is none, or its beginning has gone by.</summary>
    internal BroadcastStream? Join(Descriptor blob)
    {
        lock (gate)
        {
            if (reads.TryGetValue(blob.Digest, out var running))
                return running.Join();
            // Nobody else is there to share with.
            if (Volatile.Read(ref subscribers) < 2)
                return null;
            var read = new BroadcastRead(this, source, blob, clock);
            reads[blob.Digest] = read;
            return read.Join();
        }
    }

    private void Forget(BroadcastRead read)
    {
        reads.Remove(read.Blob.Digest);
        kept.Remove(read);
        read.Dispose();
    }
}
