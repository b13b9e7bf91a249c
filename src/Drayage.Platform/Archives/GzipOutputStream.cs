using System.IO.Compression;

namespace Drayage.Platform.Archives;

/// <summary>
/// A gzip stream (RFC 1952) with a fixed header: no name, no time, unknown operating system. The result depends on the
/// bytes written and on the compressor of the .NET runtime, not on how the caller cuts its writes: the compressor's
/// output does depend on that, so the input is handed to it in blocks of one size.
/// </summary>
public sealed class GzipOutputStream : Stream
{
    /// <summary>zlib's own default; higher levels cost several times the time for about one percent.</summary>
    private const int Level = 6;

    private const int BlockSize = 128 * 1024;

    /// <summary>The member for no input at all; the library writes nothing then, which is no gzip stream.</summary>
    private static readonly byte[] EmptyMember =
        [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0];

    private readonly Stream destination;
    private readonly bool leaveOpen;
    private readonly byte[] block = new byte[BlockSize];
    private GZipStream? compressor;
    private int filled;
    private bool closed;

    /// <param name="destination">Receives the compressed bytes.</param>
    /// <param name="leaveOpen">Whether closing this stream leaves <paramref name="destination"/> open.</param>
    public GzipOutputStream(Stream destination, bool leaveOpen)
    {
        this.destination = destination;
        this.leaveOpen = leaveOpen;
    }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => !closed;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Does nothing: a flush in the middle would change the compressed bytes.</summary>
    public override void Flush()
    {
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            var taken = Fill(buffer);
            buffer = buffer[taken..];
            if (filled == BlockSize)
                Compress();
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (!buffer.IsEmpty)
        {
            var taken = Fill(buffer.Span);
            buffer = buffer[taken..];
            if (filled == BlockSize)
                await CompressAsync(cancellationToken);
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override async ValueTask DisposeAsync()
    {
        if (!closed)
        {
            closed = true;
            if (filled > 0)
                await CompressAsync(CancellationToken.None);
            if (compressor is null)
                await destination.WriteAsync(EmptyMember);
            else
                await compressor.DisposeAsync();
            if (!leaveOpen)
                await destination.DisposeAsync();
        }
        await base.DisposeAsync();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && !closed)
        {
            closed = true;
            if (filled > 0)
                Compress();
            if (compressor is null)
                destination.Write(EmptyMember);
            else
                compressor.Dispose();
            if (!leaveOpen)
                destination.Dispose();
        }
        base.Dispose(disposing);
    }

    private int Fill(ReadOnlySpan<byte> buffer)
    {
        ObjectDisposedException.ThrowIf(closed, this);
        var taken = Math.Min(buffer.Length, BlockSize - filled);
        buffer[..taken].CopyTo(block.AsSpan(filled));
        filled += taken;
        return taken;
    }

    private void Compress()
    {
        OpenCompressor().Write(block, 0, filled);
        filled = 0;
    }

    private async Task CompressAsync(CancellationToken cancellationToken)
    {
        await OpenCompressor().WriteAsync(block.AsMemory(0, filled), cancellationToken);
        filled = 0;
    }

    private GZipStream OpenCompressor() =>
        compressor ??= new GZipStream(new GzipHeaderStream(destination), new ZLibCompressionOptions { CompressionLevel = Level });
}
