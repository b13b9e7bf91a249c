using Drayage.Platform.Storage;

namespace Drayage.Platform.Archives;

/// <summary>Reads on until a limit is passed, and then fails: what follows is a decompression bomb.</summary>
public sealed class LimitedReadStream(Stream inner, long limit) : ForwardStream
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

    private int Count(int read)
    {
        count += read;
        return count <= limit ? read : throw new InvalidDataException($"it grows beyond {limit} bytes");
    }
}
