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
}
