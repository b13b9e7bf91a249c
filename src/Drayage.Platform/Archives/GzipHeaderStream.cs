namespace Drayage.Platform.Archives;

/// <summary>
/// Passes bytes on and replaces the two header fields that differ between platforms: "extra flags" (byte 8) and
/// "operating system" (byte 9, 255 = unknown).
/// </summary>
internal sealed class GzipHeaderStream(Stream destination) : Stream
{
    private const int HeaderLength = 10;
    private int position;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Flush() => destination.Flush();

    public override Task FlushAsync(CancellationToken cancellationToken) => destination.FlushAsync(cancellationToken);

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (position < HeaderLength)
            buffer = Patch(buffer);
        destination.Write(buffer);
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (position < HeaderLength)
            buffer = Patch(buffer.Span);
        return destination.WriteAsync(buffer, cancellationToken);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private byte[] Patch(ReadOnlySpan<byte> buffer)
    {
        var patched = buffer.ToArray();
        for (var i = 0; i < patched.Length && position < HeaderLength; i++, position++)
        {
            if (position >= 8)
                patched[i] = position == 8 ? (byte)0 : (byte)255;
        }
        return patched;
    }
}
