using Drayage.Platform.Storage;

namespace Drayage.Oci.Archives;

/// <summary>The next bytes of a stream that goes on behind them; a stream that ends before is an error.</summary>
/// <param name="inner">Closed together with this stream.</param>
/// <param name="length">Bytes that belong to the section.</param>
internal sealed class SectionStream(Stream inner, long length) : ForwardStream
{
    private long left = length;
    private long taken;

    public override long Length => left + taken;

    public override long Position
    {
        get => taken;
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer) => Take(buffer.Length, inner.Read(buffer[..Wanted(buffer.Length)]));

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Take(buffer.Length, await inner.ReadAsync(buffer[..Wanted(buffer.Length)], cancellationToken));

    public override async ValueTask DisposeAsync()
    {
        await inner.DisposeAsync();
        await base.DisposeAsync();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }

    private int Wanted(int room) => (int)Math.Min(room, left);

    private int Take(int asked, int read)
    {
        left -= read;
        taken += read;
        return read > 0 || left == 0 || asked == 0 ? read : throw new InvalidDataException("the archive was cut while it was read");
    }
}
