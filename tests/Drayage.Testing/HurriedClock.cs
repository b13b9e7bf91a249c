namespace Drayage.Testing;

/// <summary>
/// The right time of day, on which waits pass so many times as fast: pauses as long as in production cost a test little, and
/// nothing about them is changed.
/// </summary>
public sealed class HurriedClock(int times) : TimeProvider
{
    public override long TimestampFrequency => System.TimestampFrequency / times;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        System.CreateTimer(callback, state, Hurried(dueTime), Hurried(period));

    private TimeSpan Hurried(TimeSpan time) => time == Timeout.InfiniteTimeSpan ? time : time / times;
}
