using System.Buffers;
using System.Collections.Concurrent;
using Drayage.Model;
using Drayage.Registries.Storage;

namespace Drayage.Registries.Oci;

/// <summary>
/// Uploads under way: <c>uploads/ID/data</c> holds the bytes so far and <c>uploads/ID/record.json</c> whose they are, so an
/// upload goes on after a restart. The caller holds the lock of the upload while it works on it.
/// </summary>
internal sealed class UploadStore
{
    private const string RecordName = "record.json";
    private static readonly TimeSpan Patience = TimeSpan.FromDays(7);

    private readonly string uploads;
    private readonly BlobStore blobs;
    private readonly TimeProvider clock;
    private readonly ConcurrentDictionary<string, RunningHash> hashes = new(StringComparer.Ordinal);
    private readonly KeyedLock locks = new();

    /// <summary>Uploads begun more than a week ago are given up.</summary>
    public UploadStore(string root, BlobStore blobs, TimeProvider clock)
    {
        uploads = Path.Combine(root, "uploads");
        this.blobs = blobs;
        this.clock = clock;
        Directory.CreateDirectory(uploads);
        var oldest = clock.GetUtcNow() - Patience;
        foreach (var abandoned in Directory.EnumerateDirectories(uploads).Where(path => StartOf(path) < oldest).ToList())
            Directory.Delete(abandoned, recursive: true);
    }

    public Task<IDisposable> LockAsync(string id, CancellationToken cancellationToken) => locks.AcquireAsync(id, cancellationToken);

    public async Task<string> BeginAsync(RepositoryName repository, CancellationToken cancellationToken)
    {
        var id = Guid.NewGuid().ToString("N");
        Directory.CreateDirectory(Place(id));
        await File.WriteAllBytesAsync(Data(id), [], cancellationToken);
        await AtomicFile.WriteJsonAsync(Record(id), new UploadRecord(repository.Value, clock.GetUtcNow()), OciJson.Wire.UploadRecord, cancellationToken);
        hashes[id] = new RunningHash();
        return id;
    }

    /// <summary>Bytes received so far; null when this repository has no such upload.</summary>
    public async Task<long?> OffsetAsync(RepositoryName repository, string id, CancellationToken cancellationToken)
    {
        // Only what Begin gave out is an id; everything else, "..", for one, names no upload.
        if (!Guid.TryParseExact(id, "N", out _))
            return null;
        var record = await AtomicFile.ReadJsonAsync(Record(id), OciJson.Wire.UploadRecord, cancellationToken);
        // The data is gone already while the upload is being finished by another request.
        return record?.Repository == repository.Value && new FileInfo(Data(id)) is { Exists: true } data ? data.Length : null;
    }

    /// <summary>Appends a body, at most <paramref name="limit"/> bytes. What arrived before a connection broke stays.</summary>
    /// <returns>Whether the body ended within the limit.</returns>
    public async Task<bool> AppendAsync(string id, Stream body, long limit, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(Data(id), FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0, FileOptions.Asynchronous);
        var hash = hashes.TryGetValue(id, out var running) && running.Position == file.Length ? running : null;
        var buffer = ArrayPool<byte>.Shared.Rent(128 * 1024);
        try
        {
            int read;
            while ((read = await body.ReadAsync(buffer, cancellationToken)) > 0)
            {
                if (read > limit)
                    return false;
                limit -= read;
                await file.WriteAsync(buffer.AsMemory(0, read), CancellationToken.None);
                hash?.Append(buffer.AsSpan(0, read));
            }
            return true;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Moves the finished upload into the blob store; the upload is over either way.</summary>
    /// <exception cref="OciRefusal">The content has another digest.</exception>
    public async Task FinishAsync(string id, Digest claimed, CancellationToken cancellationToken)
    {
        var actual = await DigestAsync(id, claimed, cancellationToken);
        if (actual != claimed)
        {
            Drop(id);
            throw OciRefusal.DigestMismatch(claimed, actual);
        }
        await using (var file = new FileStream(Data(id), FileMode.Open, FileAccess.Write))
            file.Flush(flushToDisk: true);
        blobs.Adopt(Data(id), claimed);
        Drop(id);
    }

    public void Drop(string id)
    {
        if (hashes.TryRemove(id, out var hash))
            hash.Dispose();
        Directory.Delete(Place(id), recursive: true);
    }

    private Task<Digest> DigestAsync(string id, Digest claimed, CancellationToken cancellationToken)
    {
        var length = new FileInfo(Data(id)).Length;
        return claimed.Algorithm == Digest.Sha256 && hashes.TryGetValue(id, out var running) && running.Position == length
            ? Task.FromResult(running.Digest())
            : RunningHash.OfFileAsync(Data(id), claimed, cancellationToken);
    }

    // Without a record, because of a crash just after its beginning, an upload can go nowhere.
    private static DateTimeOffset StartOf(string place) =>
        AtomicFile.ReadJson(Path.Combine(place, RecordName), OciJson.Wire.UploadRecord)?.Started ?? DateTimeOffset.MinValue;

    private string Place(string id) => Path.Combine(uploads, id);

    private string Data(string id) => Path.Combine(uploads, id, "data");

    private string Record(string id) => Path.Combine(uploads, id, RecordName);
}
