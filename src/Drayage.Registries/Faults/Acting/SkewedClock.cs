namespace Drayage.Registries.Faults.Acting;

/// <summary>The clock that tokens are issued and checked by. A request that a fault struck sees another time on it; all others see the right one.</summary>
internal sealed class SkewedClock(TimeProvider inner) : TimeProvider
{
    // Requests run side by side over one clock, and the protocols hand no request down to where they ask for the time.
    private static readonly AsyncLocal<TimeSpan> Skew = new();

    public override TimeZoneInfo LocalTimeZone => inner.LocalTimeZone;

    public override long TimestampFrequency => inner.TimestampFrequency;

    public static IDisposable Shift(TimeSpan by)
    {
        Skew.Value = by;
        return new Shifted();
    }

    public override DateTimeOffset GetUtcNow() => inner.GetUtcNow() + Skew.Value;

    public override long GetTimestamp() => inner.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        inner.CreateTimer(callback, state, dueTime, period);

    private sealed class Shifted : IDisposable
    {
        public void Dispose() => Skew.Value = TimeSpan.Zero;
    }
}
