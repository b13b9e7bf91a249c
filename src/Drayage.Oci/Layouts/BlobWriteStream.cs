using System.Security.Cryptography;
using Drayage.Model;
using Drayage.Oci.Content;
using Drayage.Oci.Documents;
using Drayage.Platform.Storage;

namespace Drayage.Oci.Layouts;

/// <summary>
/// Writes a blob of a layout and hashes it on the way. The blob appears with <c>CommitAsync</c>; disposing without
/// leaves nothing behind.
/// </summary>
public sealed class BlobWriteStream : Stream
{
    private readonly LayoutPaths paths;
    private readonly string partial;
    private readonly FileStream file;
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long count;
    private bool committed;

    internal BlobWriteStream(LayoutPaths paths)
    {
        this.paths = paths;
        partial = paths.NewPartial();
        file = new FileStream(partial, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read, 128 * 1024, FileOptions.Asynchronous);
    }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => !committed;

    /// <summary>Bytes written so far.</summary>
    public override long Length => count;

    public override long Position
    {
        get => count;
        set => throw new NotSupportedException();
    }

    /// <summary>Makes the blob appear under its digest and returns its descriptor.</summary>
    public async Task<Descriptor> CommitAsync(string mediaType, CancellationToken cancellationToken)
    {
        var digest = Digest.FromHash(Digest.Sha256, hash.GetHashAndReset());
        await PublishAsync(digest, cancellationToken);
        return new Descriptor { MediaType = mediaType, Digest = digest, Size = count };
    }

    /// <summary>Makes the blob appear when it is what the descriptor says.</summary>
    /// <exception cref="ReleaseException">Size or digest differ.</exception>
    public async Task CommitAsync(Descriptor expected, CancellationToken cancellationToken)
    {
        if (count != expected.Size)
            throw ContentMismatch.Size(expected, paths.Directory, count);
        var actual = expected.Digest.Algorithm == Digest.Sha256
            ? Digest.FromHash(Digest.Sha256, hash.GetHashAndReset())
            : await RehashAsync(expected.Digest, cancellationToken);
        if (actual != expected.Digest)
            throw ContentMismatch.Digest(expected.Digest, paths.Directory, actual);
        await PublishAsync(actual, cancellationToken);
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        file.Write(buffer);
        hash.AppendData(buffer);
        count += buffer.Length;
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            await file.WriteAsync(buffer, cancellationToken);
        }
        catch (IOException failure) when (DiskFull.Caused(failure))
        {
            throw DiskFull.Explain(partial, count + buffer.Length, failure);
        }
        hash.AppendData(buffer.Span);
        count += buffer.Length;
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush() => file.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override async ValueTask DisposeAsync()
    {
        await file.DisposeAsync();
        hash.Dispose();
        File.Delete(partial);
        await base.DisposeAsync();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            file.Dispose();
            hash.Dispose();
            File.Delete(partial);
        }
        base.Dispose(disposing);
    }

    /// <summary>Rare: content named by another algorithm than the one hashed on the way is read once more.</summary>
    private async Task<Digest> RehashAsync(Digest expected, CancellationToken cancellationToken)
    {
        await file.FlushAsync(cancellationToken);
        file.Position = 0;
        using var other = expected.NewHash();
        var buffer = new byte[128 * 1024];
        int read;
        while ((read = await file.ReadAsync(buffer, cancellationToken)) > 0)
            other.AppendData(buffer, 0, read);
        return Digest.FromHash(expected.Algorithm, other.GetHashAndReset());
    }

    private async Task PublishAsync(Digest digest, CancellationToken cancellationToken)
    {
        await file.FlushAsync(cancellationToken);
        file.Flush(flushToDisk: true);
        await file.DisposeAsync();
        committed = true;
        System.IO.Directory.CreateDirectory(paths.BlobsOf(digest.Algorithm));
        File.Move(partial, paths.Blob(digest), overwrite: true);
    }
}
