namespace Drayage.Registries.Faults.Acting;

/// <summary>Chooses with the first byte where the bytes go.</summary>
internal sealed class LateStream(Func<Stream> choose) : WrittenStream
{
    private Stream? chosen;

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        buffer.IsEmpty ? ValueTask.CompletedTask : (chosen ??= choose()).WriteAsync(buffer, cancellationToken);

    public override Task FlushAsync(CancellationToken cancellationToken) => chosen?.FlushAsync(cancellationToken) ?? Task.CompletedTask;
}
