using System.Collections.Concurrent;
using Drayage.Pipeline.Delivery;
using Drayage.Pipeline.Delivery.Pacing;
using Drayage.Pipeline.Publishing;
using Drayage.Testing;
using Xunit;

namespace Drayage.Tests.Pipeline.Delivery.Pacing;

public sealed class DestinationPaceTests : IDisposable
{
    private static readonly TimeSpan Trip = TimeSpan.FromMilliseconds(100);
    private readonly SimulatedClock clock = new();
    private readonly ConcurrentQueue<TimeSpan> begun = new();
    private int underWay;
    private int most;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_span_has_more_sendings_than_the_rate_allows_and_none_is_left_unused()
    {
        using var pace = Pace(new DeliveryLimits { Rates = [new RateLimit(10, TimeSpan.FromMinutes(1), Look: 0, Send: 1)] });

        await MakeAsync(pace, 95, PacedCall.Send);

        var times = begun.Order().ToArray();
        Assert.All(Enumerable.Range(0, times.Length - 10), place => Assert.True(times[place + 10] - times[place] >= TimeSpan.FromMinutes(1)));
        Assert.InRange(times[^1], TimeSpan.FromMinutes(9), TimeSpan.FromMinutes(9.5));
    }

    [Fact]
    public async Task Looks_do_not_wait_for_the_rate_of_sendings()
    {
        using var stop = new CancellationTokenSource();
        using var pace = new DestinationPace(
            "api.example.org",
            new DeliveryLimits { Concurrent = 100, Rates = [new RateLimit(1, TimeSpan.FromHours(1), Look: 0, Send: 1)] },
            new DeliveryPatience(),
            new StandingClock());
        await pace.MakeAsync(PacedCall.Send, () => Task.FromResult(true), Cancellation);
        var waiting = pace.MakeAsync(PacedCall.Send, () => Task.FromResult(true), stop.Token);

        await pace.MakeAsync(PacedCall.Look, () => Task.FromResult(true), Cancellation);

        Assert.False(waiting.IsCompleted);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task The_number_of_calls_at_once_grows_to_its_bound()
    {
        using var pace = Pace(new DeliveryLimits { Concurrent = 12 });

        await MakeAsync(pace, 400, PacedCall.Send);

        Assert.Equal(12, most);
    }

    [Fact]
    public async Task A_pause_that_one_is_asked_for_holds_everybody_and_halves_what_goes_at_once()
    {
        using var pace = Pace(new DeliveryLimits { Concurrent = 16 });
        await MakeAsync(pace, 400, PacedCall.Send);
        var before = clock.Elapsed;

        pace.Failed(new DeliveryException(DeliveryFailure.Transient, "429", retryAfter: TimeSpan.FromSeconds(30)));
        (most, var first) = (0, begun.Count);
        await MakeAsync(pace, 8, PacedCall.Send);

        Assert.True(begun.Skip(first).Min() - before >= TimeSpan.FromSeconds(30));
        Assert.InRange(most, 1, 8);
    }

    [Fact]
    public async Task A_pause_beyond_patience_fails_without_a_call()
    {
        using var pace = Pace(DeliveryLimits.None);
        pace.Failed(new DeliveryException(DeliveryFailure.Transient, "429", retryAfter: TimeSpan.FromMinutes(50)));

        var failed = await Assert.ThrowsAsync<DeliveryException>(() => MakeAsync(pace, 1, PacedCall.Send));

        Assert.Equal((DeliveryFailure.Transient, "api.example.org asked to be left alone"), (failed.Failure, failed.Message));
        Assert.Empty(begun);
    }

    public void Dispose() => clock.Dispose();

    private DestinationPace Pace(DeliveryLimits limits) => new("api.example.org", limits, new DeliveryPatience(), clock);

    private Task<bool[]> MakeAsync(DestinationPace pace, int calls, PacedCall call) => Task.WhenAll(Enumerable.Range(0, calls).Select(_ => pace.MakeAsync(
        call,
        async () =>
        {
            begun.Enqueue(clock.Elapsed);
            var now = Interlocked.Increment(ref underWay);
            InterlockedMax(now);
            await Task.Delay(Trip, clock, Cancellation);
            Interlocked.Decrement(ref underWay);
            return true;
        },
        Cancellation)));

    private void InterlockedMax(int value)
    {
        for (var seen = most; value > seen; seen = most)
            Interlocked.CompareExchange(ref most, value, seen);
    }
}
