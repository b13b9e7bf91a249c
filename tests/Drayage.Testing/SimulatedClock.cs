namespace Drayage.Testing;

/// <summary>
/// A clock that jumps to the next timer as soon as nothing is left to do at the present moment. What it takes for still running is
/// what it is told of (<see cref="Busy"/>) and the thread pool's queue; a jump too early makes a simulation longer, never shorter.
/// </summary>
public sealed class SimulatedClock : TimeProvider, IDisposable
{
    private const int QuietLooks = 3;

    private readonly Lock gate = new();
    private readonly PriorityQueue<SimulatedTimer, long> due = new();
    private readonly DateTimeOffset start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private readonly Thread thread;
    private volatile bool ended;
    private long now;
    private int busy;

    public SimulatedClock()
    {
        thread = new Thread(Run) { IsBackground = true, Name = "simulated clock" };
        thread.Start();
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>Time that went by since the start.</summary>
    public TimeSpan Elapsed => TimeSpan.FromTicks(Volatile.Read(ref now));

    public override DateTimeOffset GetUtcNow() => start + Elapsed;

    public override long GetTimestamp() => Volatile.Read(ref now);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new SimulatedTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Time stands still while this is done.</summary>
    public async Task Busy(Func<Task> real)
    {
        Interlocked.Increment(ref busy);
        try
        {
            await real();
        }
        finally
        {
            Interlocked.Decrement(ref busy);
        }
    }

    public void Dispose()
    {
        ended = true;
        thread.Join();
    }

    private void Run()
    {
        while (!ended)
        {
            if (IsQuiet())
                Jump();
        }
    }

    private bool IsQuiet()
    {
        var completed = ThreadPool.CompletedWorkItemCount;
        for (var look = 0; look < QuietLooks; look++)
        {
            Thread.Yield();
            if (Volatile.Read(ref busy) > 0 || ThreadPool.PendingWorkItemCount > 0 || ThreadPool.CompletedWorkItemCount != completed)
                return false;
        }

        return true;
    }

    private void Jump()
    {
        var ring = new List<SimulatedTimer>();
        lock (gate)
        {
            while (due.TryPeek(out var next, out var at) && (ring.Count == 0 || at <= now))
            {
                due.Dequeue();
                if (!next.IsDueAt(at))
                    continue;
                now = Math.Max(now, at);
                ring.Add(next);
            }
        }

        foreach (var timer in ring)
            timer.Ring();
    }

    private sealed class SimulatedTimer(SimulatedClock clock, TimerCallback callback, object? state) : ITimer
    {
        private long? dueAt;
        private TimeSpan period;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock.gate)
            {
                this.period = period;
                dueAt = dueTime == Timeout.InfiniteTimeSpan ? null : clock.now + Math.Max(dueTime.Ticks, 1);
                if (dueAt is { } at)
                    clock.due.Enqueue(this, at);
            }

            return true;
        }

        public bool IsDueAt(long at) => dueAt == at;

        public void Ring()
        {
            Change(period > TimeSpan.Zero ? period : Timeout.InfiniteTimeSpan, period);
            ThreadPool.UnsafeQueueUserWorkItem(_ => callback(state), null);
        }

        public void Dispose()
        {
            lock (clock.gate)
                dueAt = null;
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
