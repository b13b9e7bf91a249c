namespace Drayage.Benchmarks.Suites.Scale;

/// <summary>The way out of the machine: one byte after the other, for all destinations together.</summary>
internal sealed class SimulatedLink(double bytesPerSecond, TimeProvider clock)
{
    private readonly Lock gate = new();
    private DateTimeOffset free = clock.GetUtcNow();

    /// <summary>Ends when the bytes have left.</summary>
    public Task SendAsync(long bytes, CancellationToken cancellationToken)
    {
        TimeSpan wait;
        lock (gate)
        {
            DateTimeOffset now = clock.GetUtcNow();
            free = (free > now ? free : now) + TimeSpan.FromSeconds(bytes / bytesPerSecond);
            wait = free - now;
        }

        return Task.Delay(wait, clock, cancellationToken);
    }
}
