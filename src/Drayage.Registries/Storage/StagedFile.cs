using System.Buffers;
using System.Security.Cryptography;
using Drayage.Model;

namespace Drayage.Registries.Storage;

/// <summary>A file on its way into the blob store: filled as a stream and hashed in passing. Disposing drops it unless it was kept.</summary>
internal sealed class StagedFile : IAsyncDisposable
{
    private const int BufferSize = 128 * 1024;
    private readonly BlobStore store;
    private readonly string path;
    private readonly FileStream file;
    private IDisposable? pin;
    private readonly IncrementalHash sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    internal StagedFile(BlobStore store, string path)
    {
        this.store = store;
        this.path = path;
        file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0, FileOptions.Asynchronous);
    }

    /// <summary>Where the bytes are until they are kept.</summary>
    public string FilePath => path;

    public long Length { get; private set; }

    /// <summary>Writes everything the source has; <paramref name="alongside"/> sees each piece too, for further hashes.</summary>
    public async Task FillAsync(Stream source, Action<ReadOnlySpan<byte>>? alongside, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            int read;
            while ((read = await source.ReadAsync(buffer, cancellationToken)) > 0)
            {
                sha256.AppendData(buffer, 0, read);
                alongside?.Invoke(buffer.AsSpan(0, read));
                DiskSpace.Take(read);
                await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
                Length += read;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>SHA-256 of what was filled in so far.</summary>
    public Digest Digest() => Model.Digest.FromHash(Model.Digest.Sha256, sha256.GetCurrentHash());

    /// <summary>Flushes and moves the bytes into the store under their SHA-256, where they are pinned until this is disposed.</summary>
    public async Task<Digest> KeepAsync()
    {
        var digest = Digest();
        file.Flush(flushToDisk: true);
        await file.DisposeAsync();
        pin = store.Pin(digest);
        store.Adopt(path, digest);
        return digest;
    }

    public async ValueTask DisposeAsync()
    {
        pin?.Dispose();
        sha256.Dispose();
        await file.DisposeAsync();
        File.Delete(path);
    }
}
