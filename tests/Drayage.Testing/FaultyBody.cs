namespace Drayage.Testing;

/// <summary>A body that a <see cref="Fault"/> befalls as it is read.</summary>
internal sealed class FaultyBody(Stream inner, Fault? fault, Action<int> count) : Stream
{
    private static readonly TimeSpan Silence = TimeSpan.FromMilliseconds(300);

    private long position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var limit = fault switch
        {
            Fault.Cut cut => cut.After - position,
            Fault.Truncate truncate => truncate.After - position,
            Fault.Trickle => 1,
            _ => buffer.Length,
        };
        if (limit <= 0)
        {
            // A reset takes with it what the server has not read yet: links fall silent before they are given up.
            await Task.Delay(Silence, cancellationToken);
            throw new IOException("cut by the test");
        }
        if (fault is Fault.Trickle slow)
            await Task.Delay(slow.Pause, cancellationToken);
        var read = await inner.ReadAsync(buffer[..(int)Math.Min(buffer.Length, limit)], cancellationToken);
        if (fault is Fault.Spoil && position == 0 && read > 0)
            buffer.Span[0] ^= 1;
        position += read;
        count(read);
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
