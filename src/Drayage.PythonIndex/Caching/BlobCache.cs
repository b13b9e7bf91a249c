using Drayage.Model;
using Drayage.Platform.Storage;

namespace Drayage.PythonIndex.Caching;

/// <summary>
/// Content by digest on disk, up to a size: what was not asked for longest goes first. What has a name is whole. Several processes
/// may share a directory.
/// </summary>
/// <param name="directory">Absolute path; made when first needed.</param>
/// <param name="limit">Bytes.</param>
/// <param name="clock">Says what was asked for when.</param>
public sealed class BlobCache(string directory, long limit, TimeProvider clock)
{
    /// <summary>What is kept of the limit when room is made; it is made anew when the rest may be filled.</summary>
    private const double Kept = 0.9;

    private readonly ContentStore store = new(directory);
    private readonly Lock sweeping = new();
    private long written;

    /// <exception cref="ReleaseException">Nothing can be kept in the directory.</exception>
    public void RequireWritable()
    {
        try
        {
            Directory.CreateDirectory(directory);
            using var probe = new FileStream(Path.Combine(directory, Path.GetRandomFileName()), FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new ReleaseException(ExitCode.Refused, $"the cache {directory} cannot be written", refused.Message, "name a directory that you may write to: --cache DIR", refused);
        }
    }

    /// <summary>Opens a blob, which may be removed meanwhile and stays readable for who has opened it; null when it is not there.</summary>
    public FileStream? TryOpen(Digest digest, long size)
    {
        try
        {
            if (store.TryOpen(digest, size) is not { } file)
                return null;
            File.SetLastWriteTimeUtc(file.SafeFileHandle, clock.GetUtcNow().UtcDateTime);
            return file;
        }
        catch (ReleaseException)
        {
            // A cache that is damaged is an empty one.
            File.Delete(store.PathOf(digest));
            return null;
        }
    }

    /// <summary>Keeps what a function writes; what it does not complete is not kept.</summary>
    /// <param name="write">Writes the content, and throws unless it is the right one.</param>
    /// <param name="size">Bytes.</param>
    /// <param name="cancellationToken">Leaves nothing behind.</param>
    public async Task PutAsync(Func<Stream, CancellationToken, Task> write, long size, CancellationToken cancellationToken)
    {
        var stored = await store.PutAsync(write, size, cancellationToken);
        TryOpen(stored.Digest, size)?.Dispose();
        // The first file of a process makes it look at what earlier ones left.
        if (Interlocked.Add(ref written, size) == size || Interlocked.Read(ref written) > limit * (1 - Kept))
            Sweep();
    }

    private void Sweep()
    {
        lock (sweeping)
        {
            Interlocked.Exchange(ref written, 1);
            store.RemoveAbandoned(clock.GetUtcNow() - TimeSpan.FromDays(1));
            var blobs = new DirectoryInfo(Path.Combine(directory, "blobs", Digest.Sha256)).GetFiles().OrderBy(file => file.LastWriteTimeUtc).ToArray();
            var total = blobs.Sum(file => file.Length);
            foreach (var blob in blobs.TakeWhile(_ => total > limit * Kept))
            {
                total -= blob.Length;
                blob.Delete();
            }
        }
    }
}
