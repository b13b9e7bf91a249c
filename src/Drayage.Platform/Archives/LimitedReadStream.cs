using Drayage.Platform.Storage;

namespace Drayage.Platform.Archives;

/// <summary>Reads on until a limit is passed, and then fails: what follows is a decompression bomb.</summary>
/// <param name="inner">Where it reads.</param>
/// <param name="limit">Bytes that may come.</param>
/// <param name="leaveOpen">Whether closing this stream leaves the other open.</param>
public sealed class LimitedReadStream(Stream inner, long limit, bool leaveOpen = true) : ForwardStream
{
    private long count;

    public override long Position
    {
        get => count;
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer) => Count(inner.Read(buffer));

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Count(await inner.ReadAsync(buffer, cancellationToken));

    public override async ValueTask DisposeAsync()
    {
        if (!leaveOpen)
            await inner.DisposeAsync();
        await base.DisposeAsync();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && !leaveOpen)
            inner.Dispose();
        base.Dispose(disposing);
    }

    private int Count(int read)
    {
        count += read;
        return count <= limit ? read : throw new InvalidDataException($"it grows beyond {limit} bytes");
    }
}
