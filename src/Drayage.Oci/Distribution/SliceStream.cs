using Drayage.Platform.Storage;

namespace Drayage.Oci.Distribution;

/// <summary>The next <paramref name="length"/> bytes of a stream that goes on.</summary>
internal sealed class SliceStream(Stream inner, long length) : ForwardStream
{
    private long left = length;

    public override int Read(byte[] buffer, int offset, int count)
    {
        var read = inner.Read(buffer, offset, (int)Math.Min(count, left));
        left -= read;
        return read;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await inner.ReadAsync(buffer[..(int)Math.Min(buffer.Length, left)], cancellationToken);
        left -= read;
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }
}
