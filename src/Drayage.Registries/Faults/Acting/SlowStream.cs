namespace Drayage.Registries.Faults.Acting;

/// <summary>Passes so many bytes a second, in both directions.</summary>
internal sealed class SlowStream(Stream inner, int rate, TimeProvider clock, CancellationToken gone) : WrittenStream
{
    private const int PiecesPerSecond = 10;

    private readonly int piece = Math.Max(1, rate / PiecesPerSecond);

    public override bool CanRead => inner.CanRead;

    public override bool CanWrite => inner.CanWrite;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await inner.ReadAsync(buffer[..Math.Min(buffer.Length, piece)], cancellationToken);
        if (read > 0)
            await PauseAsync(read);
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        for (var left = buffer; !left.IsEmpty;)
        {
            var part = left[..Math.Min(left.Length, piece)];
            await inner.WriteAsync(part, cancellationToken);
            await inner.FlushAsync(cancellationToken);
            left = left[part.Length..];
            if (!left.IsEmpty)
                await PauseAsync(part.Length);
        }
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    private Task PauseAsync(int bytes) => Task.Delay(TimeSpan.FromSeconds((double)bytes / rate), clock, gone);
}
