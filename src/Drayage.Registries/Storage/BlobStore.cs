using Drayage.Model;

namespace Drayage.Registries.Storage;

/// <summary>
/// Immutable bytes by digest, shared by all protocols: <c>blobs/ALGORITHM/AB/HEX</c>. A blob appears by a rename after
/// its bytes are on disk, so a file under its digest is always whole.
/// </summary>
internal sealed class BlobStore
{
    private readonly string blobs;
    private readonly string staging;
    private readonly Lock gate = new();
    private readonly Dictionary<Digest, int> pins = [];
    private HashSet<Digest>? pinnedSince;

    /// <summary>Half-written files of an earlier run are swept away.</summary>
    public BlobStore(string root)
    {
        blobs = Path.Combine(root, "blobs");
        staging = Path.Combine(root, "staging");
        if (Directory.Exists(staging))
            Directory.Delete(staging, recursive: true);
        Directory.CreateDirectory(staging);
    }

    public string PathOf(Digest digest) => Path.Combine(blobs, digest.Algorithm, digest.Hex[..2], digest.Hex);

    /// <summary>Length in bytes; null when the blob is not here.</summary>
    public long? SizeOf(Digest digest)
    {
        var file = new FileInfo(PathOf(digest));
        return file.Exists ? file.Length : null;
    }

    public FileStream OpenRead(Digest digest) => new(PathOf(digest), new FileStreamOptions
    {
        Access = FileAccess.Read,
        Share = FileShare.Read | FileShare.Delete,
        Options = FileOptions.Asynchronous | FileOptions.SequentialScan,
    });

    /// <summary>
    /// Keeps a blob, present or to come, from being collected. Whoever adds a blob, or refers to one that is here, holds
    /// the pin until the reference is written.
    /// </summary>
    public IDisposable Pin(Digest digest)
    {
        lock (gate)
        {
            pins[digest] = pins.GetValueOrDefault(digest) + 1;
            pinnedSince?.Add(digest);
        }
        return new Pinned(this, digest);
    }

    /// <summary>Begins a collection: from now on what is pinned counts as needed until its end.</summary>
    /// <exception cref="InvalidOperationException">One is under way.</exception>
    public IDisposable BeginCollection()
    {
        lock (gate)
        {
            if (pinnedSince is not null)
                throw new InvalidOperationException("a collection is under way");
            pinnedSince = [.. pins.Keys];
        }
        return new Collecting(this);
    }

    /// <summary>Deletes the blobs that are neither live nor were pinned since the collection began.</summary>
    public Collected Sweep(IReadOnlySet<Digest> live, CancellationToken cancellationToken)
    {
        var (kept, swept, bytes) = (0, 0, 0L);
        foreach (var (digest, file) in All())
        {
            cancellationToken.ThrowIfCancellationRequested();
            var length = file.Length;
            if (live.Contains(digest) || !TrySweep(digest))
            {
                kept++;
                continue;
            }
            swept++;
            bytes += length;
        }
        return new Collected(kept, swept, bytes);
    }

    private bool TrySweep(Digest digest)
    {
        lock (gate)
        {
            if (pinnedSince!.Contains(digest))
                return false;
            File.Delete(PathOf(digest));
            return true;
        }
    }

    private IEnumerable<(Digest Digest, FileInfo File)> All()
    {
        if (!Directory.Exists(blobs))
            yield break;
        foreach (var file in new DirectoryInfo(blobs).EnumerateFiles("*", SearchOption.AllDirectories))
        {
            if (Digest.TryParse($"{file.Directory!.Parent!.Name}:{file.Name}", out var digest))
                yield return (digest, file);
        }
    }

    private void Unpin(Digest digest)
    {
        lock (gate)
        {
            if (--pins[digest] == 0)
                pins.Remove(digest);
        }
    }

    /// <summary>A new empty file to be filled, then kept or dropped.</summary>
    public StagedFile Stage() => new(this, Path.Combine(staging, Guid.NewGuid().ToString("N")));

    /// <summary>Keeps bytes that are in memory.</summary>
    public async Task PutAsync(Digest digest, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        if (!File.Exists(PathOf(digest)))
            await AtomicFile.WriteAsync(PathOf(digest), content, cancellationToken);
    }

    /// <summary>Takes over a closed and flushed file whose content has this digest. The file is gone from its old place.</summary>
    public void Adopt(string file, Digest digest)
    {
        var target = PathOf(digest);
        var directory = Path.GetDirectoryName(target)!;
        Directory.CreateDirectory(directory);
        // Whoever comes second replaces equal bytes by equal bytes; open readers keep the old file.
        File.Move(file, target, overwrite: true);
        DirectorySync.Flush(directory);
    }

    private sealed class Pinned(BlobStore store, Digest digest) : IDisposable
    {
        private int released;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref released, 1) == 0)
                store.Unpin(digest);
        }
    }

    private sealed class Collecting(BlobStore store) : IDisposable
    {
        public void Dispose()
        {
            lock (store.gate)
                store.pinnedSince = null;
        }
    }
}
