namespace Drayage.Registries.Faults.Acting;

/// <summary>Passes on so many bytes and drops the rest; the server then ends a connection whose answer is too short.</summary>
internal sealed class TruncatedStream(Stream inner, long most, Action cut) : WrittenStream
{
    private long passed;
    private bool isCut;

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (isCut)
            return;
        var part = buffer[..(int)Math.Min(buffer.Length, most - passed)];
        passed += part.Length;
        await inner.WriteAsync(part, cancellationToken);
        if (part.Length == buffer.Length)
            return;
        isCut = true;
        // Or else the server, which has sent nothing yet, would see that the answer is short and send another one.
        await inner.FlushAsync(cancellationToken);
        cut();
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);
}
