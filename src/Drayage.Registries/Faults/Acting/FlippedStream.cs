namespace Drayage.Registries.Faults.Acting;

/// <summary>Changes one byte in passing.</summary>
internal sealed class FlippedStream(Stream inner, long at, Action flipped) : WrittenStream
{
    private long passed;

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var start = passed;
        passed += buffer.Length;
        if (at < start || at >= passed)
        {
            await inner.WriteAsync(buffer, cancellationToken);
            return;
        }

        // The protocol's own bytes may be cached for the next answer.
        var changed = buffer.ToArray();
        changed[at - start] ^= 0x01;
        flipped();
        await inner.WriteAsync(changed, cancellationToken);
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);
}
