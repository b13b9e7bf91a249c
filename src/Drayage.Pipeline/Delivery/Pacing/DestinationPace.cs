using Drayage.Pipeline.Publishing;

namespace Drayage.Pipeline.Delivery.Pacing;

/// <summary>
/// Keeps everything that goes to one account of a destination within its limits, so that it need not refuse: documented rates, and a
/// number of calls at once that grows while things go well and is halved when they do not. When the destination asks for a pause,
/// all wait, not only the one that was told.
/// </summary>
/// <param name="account">What it is called in messages.</param>
internal sealed class DestinationPace(string account, DeliveryLimits limits, DeliveryPatience patience, TimeProvider clock) : IDisposable
{
    private const int FirstAtOnce = 4;

    private readonly Lock gate = new();
    private readonly RateWindow[] windows = [.. limits.Rates.Select(rate => new RateWindow(rate, clock))];
    // Looks do not queue behind sendings that wait for a rate of theirs.
    private readonly SemaphoreSlim looks = new(1);
    private readonly SemaphoreSlim sends = new(1);
    private readonly Queue<TaskCompletionSource> waiting = new();
    private double atOnce = Math.Min(FirstAtOnce, limits.Concurrent);
    private int underWay;
    private long pausedAt;
    private TimeSpan pause;
    private int generation;

    /// <summary>Waits for its turn, makes the call, and learns from how it goes.</summary>
    public async Task<T> MakeAsync<T>(PacedCall call, Func<Task<T>> make, CancellationToken cancellationToken)
    {
        await TakePlaceAsync(cancellationToken);
        try
        {
            await AwaitTurnAsync(call, cancellationToken);
            var made = await make();
            Went(well: true);
            return made;
        }
        finally
        {
            LeavePlace();
        }
    }

    /// <summary>Waits until rates and pauses allow a call: for a further try of one that has its place.</summary>
    /// <exception cref="DeliveryException">The destination asked for a longer pause than anybody waits for.</exception>
    public async Task AwaitTurnAsync(PacedCall call, CancellationToken cancellationToken)
    {
        var lane = call == PacedCall.Send ? sends : looks;
        await lane.WaitAsync(cancellationToken);
        try
        {
            while (TryBegin(call) is { Ticks: > 0 } wait)
                await Task.Delay(wait, clock, cancellationToken);
        }
        finally
        {
            lane.Release();
        }
    }

    /// <summary>A try failed in a way that may pass.</summary>
    public void Failed(DeliveryException failure)
    {
        lock (gate)
        {
            if (failure.RetryAfter is { } asked && asked > Left())
                (pausedAt, pause) = (clock.GetTimestamp(), asked);
        }

        Went(well: false);
    }

    public void Dispose()
    {
        looks.Dispose();
        sends.Dispose();
    }

    private TimeSpan TryBegin(PacedCall call)
    {
        lock (gate)
        {
            var left = Left();
            if (left > patience.LongestDelay)
            {
                throw new DeliveryException(
                    DeliveryFailure.Transient, $"{account} asked to be left alone", $"for {left.TotalMinutes:0} more minutes", "run later: drayage resume", left);
            }

            var wait = windows.Select(window => window.WaitFor(call)).Append(left).Max();
            if (wait > TimeSpan.Zero)
                return wait;
            foreach (var window in windows)
                window.Spend(call);
            return TimeSpan.Zero;
        }
    }

    private TimeSpan Left() => pause - clock.GetElapsedTime(pausedAt);

    private Task TakePlaceAsync(CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (underWay < (int)atOnce)
            {
                underWay++;
                return Task.CompletedTask;
            }

            var place = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            waiting.Enqueue(place);
            return place.Task.WaitAsync(cancellationToken);
        }
    }

    private void LeavePlace()
    {
        lock (gate)
        {
            underWay--;
            GivePlaces();
        }
    }

    private void Went(bool well)
    {
        lock (gate)
        {
            // Calls that were under way when the number was halved say nothing new about it.
            if (generation > 0)
                generation--;
            else if (!well)
                (atOnce, generation) = (Math.Max(1, atOnce / 2), underWay);
            if (well)
                atOnce = Math.Min(limits.Concurrent, atOnce + (1 / atOnce));
            GivePlaces();
        }
    }

    private void GivePlaces()
    {
        while (underWay < (int)atOnce && waiting.TryDequeue(out var place))
        {
            underWay++;
            place.SetResult();
        }
    }
}
