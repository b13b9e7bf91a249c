using Drayage.Model;

namespace Drayage.Platform.Storage;

/// <summary>
/// Blobs under their digests, in the directory layout of an OCI image layout (<c>blobs/ALGORITHM/HEX</c>). A blob is
/// hashed while it is written, flushed, and only then takes its name: what has a name is whole. Blobs are read-only.
/// Safe for many threads and processes.
/// </summary>
public sealed class ContentStore
{
    private const UnixFileMode EveryoneReads = UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private readonly string directory;
    private readonly string unfinished;

    /// <param name="directory">Absolute path; made with the first blob.</param>
    public ContentStore(string directory)
    {
        this.directory = directory;
        unfinished = Path.Combine(directory, "unfinished");
    }

    /// <summary>Where the blob is, or would be.</summary>
    public string PathOf(Digest digest) => Path.Combine(directory, "blobs", digest.Algorithm, digest.Hex);

    public bool Contains(Digest digest) => File.Exists(PathOf(digest));

    /// <summary>Stores the rest of a stream under its SHA-256.</summary>
    /// <exception cref="ReleaseException">The disk is full.</exception>
    public Task<StoredBlob> PutAsync(Stream content, CancellationToken cancellationToken) =>
        PutAsync(content.CopyToAsync, SizeOf(content), cancellationToken);

    /// <summary>Stores what a function writes under its SHA-256.</summary>
    /// <param name="expectedSize">Length in bytes when known; told to the user when the disk is full.</param>
    /// <exception cref="ReleaseException">The disk is full.</exception>
    public Task<StoredBlob> PutAsync(
        Func<Stream, CancellationToken, Task> write, long? expectedSize, CancellationToken cancellationToken) =>
        PutAsync(write, expectedSize, expected: null, cancellationToken);

    /// <summary>Stores content whose digest is known already; content that does not match is not kept.</summary>
    /// <param name="size">Length in bytes that it must have, when known.</param>
    /// <exception cref="ReleaseException">Digest or size do not match, or the disk is full.</exception>
    public Task<StoredBlob> PutAsync(Stream content, Digest expected, long? size, CancellationToken cancellationToken) =>
        PutAsync(content.CopyToAsync, size, expected, cancellationToken);

    /// <summary>Stores a copy of a file.</summary>
    /// <exception cref="ReleaseException">The disk is full.</exception>
    public async Task<StoredBlob> PutFileAsync(string path, CancellationToken cancellationToken)
    {
        await using var file = OpenForReading(path);
        return await PutAsync(file, cancellationToken);
    }

    /// <summary>
    /// Stores a file whose digest the caller has just computed. Where the file system allows it becomes a second name
    /// of the file, which turns read-only; else a copy.
    /// </summary>
    /// <exception cref="ReleaseException">The disk is full.</exception>
    public async Task AdoptAsync(string path, Digest digest, CancellationToken cancellationToken)
    {
        if (Contains(digest))
            return;
        if (TryLink(path, PathOf(digest)))
        {
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(path, EveryoneReads);
            return;
        }
        await using var file = OpenForReading(path);
        await PutAsync(file, digest, file.Length, cancellationToken);
    }

    /// <summary>Opens a blob for reading, or null when the store does not hold it.</summary>
    /// <param name="size">Length in bytes that it must have, when known.</param>
    /// <exception cref="ReleaseException">The blob has another length: the store is damaged.</exception>
    public FileStream? TryOpen(Digest digest, long? size)
    {
        FileStream file;
        try
        {
            file = OpenForReading(PathOf(digest));
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        if (size is null || size == file.Length)
            return file;
        var length = file.Length;
        file.Dispose();
        throw Damaged(digest, $"it has {length:N0} bytes instead of {size:N0}");
    }

    /// <summary>Reads a blob again and compares it with its digest.</summary>
    /// <exception cref="ReleaseException">The content is not what the name says.</exception>
    /// <exception cref="FileNotFoundException">The store does not hold it.</exception>
    public async Task VerifyAsync(Digest digest, CancellationToken cancellationToken)
    {
        await using var file = OpenForReading(PathOf(digest));
        using var hash = digest.NewHash();
        await file.CopyToAsync(new DigestingStream(Stream.Null, hash), cancellationToken);
        var actual = Digest.FromHash(digest.Algorithm, hash.GetHashAndReset());
        if (actual != digest)
            throw Damaged(digest, $"its content has the digest {actual}");
    }

    /// <summary>Puts a blob into a file of another directory, replacing what is there.</summary>
    /// <param name="sharing">Whether the file may share its bytes with the store.</param>
    /// <exception cref="ReleaseException">The disk is full.</exception>
    /// <exception cref="FileNotFoundException">The store does not hold it.</exception>
    public async Task ExportAsync(
        Digest digest, string destination, ContentSharing sharing, CancellationToken cancellationToken)
    {
        if (sharing == ContentSharing.HardLink && TryLink(PathOf(digest), destination))
            return;
        await using var blob = OpenForReading(PathOf(digest));
        await AtomicFile.WriteAsync(
            destination, blob.CopyToAsync, new AtomicFileOptions { ExpectedSize = blob.Length }, cancellationToken);
    }

    /// <summary>Removes what crashed writers left behind.</summary>
    /// <param name="before">Only files that nobody has written to since.</param>
    public void RemoveAbandoned(DateTimeOffset before)
    {
        if (!Directory.Exists(unfinished))
            return;
        foreach (var file in Directory.EnumerateFiles(unfinished).Where(file => File.GetLastWriteTimeUtc(file) < before.UtcDateTime))
            AtomicFile.Remove(file);
    }

    private async Task<StoredBlob> PutAsync(
        Func<Stream, CancellationToken, Task> write, long? size, Digest? expected, CancellationToken cancellationToken)
    {
        var temporary = Path.Combine(unfinished, Path.GetRandomFileName());
        var written = 0L;
        try
        {
            Directory.CreateDirectory(unfinished);
            Digest digest;
            await using (var file = AtomicFile.Create(temporary, AtomicFileOptions.Default))
            {
                using var hash = (expected ?? Digest.OfSha256([])).NewHash();
                await using var hashing = new DigestingStream(file, hash);
                await write(hashing, cancellationToken);
                await hashing.FlushAsync(cancellationToken);
                written = file.Length;
                digest = Digest.FromHash(expected?.Algorithm ?? Digest.Sha256, hash.GetHashAndReset());
                RequireMatch(expected, size, digest, written);
                file.Flush(flushToDisk: true);
            }
            Name(temporary, digest);
            return new StoredBlob(digest, written);
        }
        catch (IOException error) when (DiskFull.Caused(error))
        {
            AtomicFile.Discard(temporary);
            throw DiskFull.Explain(temporary, Math.Max(size ?? 0, written), error);
        }
        catch
        {
            AtomicFile.Discard(temporary);
            throw;
        }
    }

    private void Name(string temporary, Digest digest)
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(temporary, EveryoneReads);
        var path = PathOf(digest);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        // Replacing a blob by itself changes nothing, and mends one whose disk lost its content.
        File.Move(temporary, path, overwrite: true);
        NativeFiles.FlushDirectory(Path.GetDirectoryName(path)!);
    }

    private static void RequireMatch(Digest? expected, long? size, Digest actual, long written)
    {
        if (expected is null || (expected == actual && (size ?? written) == written))
            return;
        throw new ReleaseException(
            ExitCode.Refused,
            $"received content is not {expected}",
            $"{written:N0} bytes{(size is null ? "" : $" of {size:N0}")} with the digest {actual} arrived",
            "run the command again; if it stays, whoever serves the content has other bytes than promised");
    }

    private static bool TryLink(string blob, string destination)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(destination)!);
        var temporary = $"{destination}.{Path.GetRandomFileName()}";
        if (!NativeFiles.TryHardLink(blob, temporary))
            return false;
        File.Move(temporary, destination, overwrite: true);
        // Where both are names of one file already, a rename leaves both.
        File.Delete(temporary);
        return true;
    }

    private ReleaseException Damaged(Digest digest, string because) => new(
        ExitCode.Refused,
        $"the content store is damaged at {digest}",
        because,
        $"delete {PathOf(digest)} and run the command that made it again");

    private static FileStream OpenForReading(string path) =>
        new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0, FileOptions.SequentialScan);

    private static long? SizeOf(Stream content) => content.CanSeek ? content.Length - content.Position : null;
}
