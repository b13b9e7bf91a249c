using Drayage.Platform.Storage;

namespace Drayage.Oci;

/// <summary>Tells of every reading how many bytes it brought.</summary>
internal sealed class CountedStream(Stream inner, Action<int> brought) : ForwardStream
{
    public override long Length => inner.Length;

    public override int Read(byte[] buffer, int offset, int count) => Count(inner.Read(buffer, offset, count));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Count(await inner.ReadAsync(buffer, cancellationToken));

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

    private int Count(int read)
    {
        if (read > 0)
            brought(read);
        return read;
    }
}
