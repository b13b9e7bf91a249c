using System.Buffers;
using System.Collections.Concurrent;
using System.IO.Pipelines;
using System.Text.Json;
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
    private readonly int most;
    private readonly ConcurrentDictionary<string, Upload> open = new(StringComparer.Ordinal);
    private readonly KeyedLock locks = new();

    /// <summary>Uploads of an earlier run go on, but for those begun more than a week ago.</summary>
    /// <param name="most">Uploads that may be open at a time.</param>
    public UploadStore(string root, BlobStore blobs, TimeProvider clock, int most)
    {
        uploads = Path.Combine(root, "uploads");
        this.blobs = blobs;
        this.clock = clock;
        this.most = most;
        Directory.CreateDirectory(uploads);
        foreach (var place in Directory.EnumerateDirectories(uploads).ToList())
            Resume(place);
    }

    /// <summary>The upload of this repository, locked until the result is disposed.</summary>
    /// <exception cref="OciRefusal">There is no such upload.</exception>
    public async Task<(Upload Upload, IDisposable Held)> LockAsync(RepositoryName repository, string id, CancellationToken cancellationToken)
    {
        var upload = Find(repository, id);
        var held = await locks.AcquireAsync(id, cancellationToken);
        if (!upload.Over)
            return (upload, held);
        held.Dispose();
        throw OciRefusal.UnknownUpload(id);
    }

    /// <summary>The upload of this repository, to be looked at only.</summary>
    /// <exception cref="OciRefusal">There is no such upload.</exception>
    public Upload Find(RepositoryName repository, string id) =>
        open.TryGetValue(id, out var upload) && upload.Repository == repository.Value ? upload : throw OciRefusal.UnknownUpload(id);

    /// <param name="algorithm">That of the digest which is expected in the end; another one costs a second reading.</param>
    /// <exception cref="OciRefusal">Too many uploads are open.</exception>
    public async Task<Upload> BeginAsync(RepositoryName repository, string algorithm, CancellationToken cancellationToken)
    {
        if (open.Count >= most)
            await DropAbandonedAsync(cancellationToken);
        if (open.Count >= most)
            throw OciRefusal.TooMany($"{most} uploads are open; finish or cancel some", retryAfter: TimeSpan.FromSeconds(5));
        var upload = new Upload(Guid.NewGuid().ToString("N"), repository.Value, clock.GetUtcNow(), length: 0);
        upload.HashAs(algorithm);
        // Not flushed: an upload of which a power cut leaves nothing is begun again.
        var record = JsonSerializer.SerializeToUtf8Bytes(new UploadRecord(upload.Repository, upload.LastSeen), OciJson.Wire.UploadRecord);
        DiskSpace.Take(record.Length);
        Directory.CreateDirectory(Place(upload.Id));
        await File.WriteAllBytesAsync(Path.Combine(Place(upload.Id), RecordName), record, cancellationToken);
        open[upload.Id] = upload;
        return upload;
    }

    /// <summary>Appends a body of at most <paramref name="limit"/> bytes. What arrived before a connection broke stays; a body that is too long leaves nothing.</summary>
    /// <returns>Whether the body ended within the limit.</returns>
    public async Task<bool> AppendAsync(Upload upload, PipeReader body, long limit, CancellationToken cancellationToken)
    {
        var start = upload.Length;
        using var file = File.OpenHandle(Data(upload.Id), FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read);
        while (true)
        {
            var read = await body.ReadAsync(cancellationToken);
            var content = read.Buffer;
            if (upload.Length - start + content.Length > limit)
            {
                upload.BackTo(start);
                RandomAccess.SetLength(file, start);
                return false;
            }
            DiskSpace.Take(content.Length);
            RandomAccess.Write(file, Segments(content), upload.Length);
            upload.Took(content, clock.GetUtcNow());
            body.AdvanceTo(content.End);
            if (read.IsCompleted)
                return true;
        }
    }

    /// <summary>Moves the finished upload into the blob store; the upload is over either way.</summary>
    /// <exception cref="OciRefusal">The content has another digest.</exception>
    public async Task FinishAsync(Upload upload, Digest claimed, CancellationToken cancellationToken)
    {
        var data = Data(upload.Id);
        var actual = upload.Hash?.Algorithm == claimed.Algorithm
            ? upload.Hash.Digest()
            : await RunningHash.OfFileAsync(data, claimed.Algorithm, cancellationToken);
        if (actual != claimed)
        {
            Drop(upload);
            throw OciRefusal.DigestMismatch(claimed, actual);
        }
        if (blobs.SizeOf(claimed) != upload.Length)
        {
            using (var file = File.OpenHandle(data, FileMode.OpenOrCreate, FileAccess.Write))
                RandomAccess.FlushToDisk(file);
            blobs.Adopt(data, claimed);
        }
        Drop(upload);
    }

    public void Drop(Upload upload)
    {
        upload.End();
        if (open.TryRemove(upload.Id, out _))
            Directory.Delete(Place(upload.Id), recursive: true);
    }

    /// <summary>Gives up the uploads for which nothing came for a week.</summary>
    public async Task DropAbandonedAsync(CancellationToken cancellationToken)
    {
        var oldest = clock.GetUtcNow() - Patience;
        foreach (var upload in open.Values.Where(upload => upload.LastSeen < oldest))
        {
            using var held = await locks.AcquireAsync(upload.Id, cancellationToken);
            if (!upload.Over)
                Drop(upload);
        }
    }

    // Without a record, because of a crash just after its beginning, an upload can go nowhere.
    private void Resume(string place)
    {
        var id = Path.GetFileName(place);
        var record = ReadRecord(Path.Combine(place, RecordName));
        if (record is null || record.Started < clock.GetUtcNow() - Patience)
        {
            Directory.Delete(place, recursive: true);
            return;
        }
        var data = new FileInfo(Data(id));
        var upload = new Upload(id, record.Repository, record.Started, data.Exists ? data.Length : 0);
        upload.HashAs(Digest.Sha256);
        open[id] = upload;
    }

    private static UploadRecord? ReadRecord(string path)
    {
        try
        {
            return AtomicFile.ReadJson(path, OciJson.Wire.UploadRecord);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static ReadOnlyMemory<byte>[] Segments(in ReadOnlySequence<byte> content)
    {
        if (content.IsSingleSegment)
            return [content.First];
        var segments = new List<ReadOnlyMemory<byte>>();
        foreach (var segment in content)
            segments.Add(segment);
        return [.. segments];
    }

    private string Place(string id) => Path.Combine(uploads, id);

    private string Data(string id) => Path.Combine(uploads, id, "data");
}
