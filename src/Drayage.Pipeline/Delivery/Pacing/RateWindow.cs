using Drayage.Pipeline.Publishing;

namespace Drayage.Pipeline.Delivery.Pacing;

/// <summary>What was spent of a rate within its span. Not safe for use by many threads.</summary>
internal sealed class RateWindow(RateLimit limit, TimeProvider clock)
{
    // Calls take different times to arrive: two that leave a whole span apart may be closer when the destination counts them.
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(1);

    private readonly Queue<(long At, int Points)> spent = new();
    private int points;

    /// <summary>How long to wait until a call fits; zero or less when it does now.</summary>
    public TimeSpan WaitFor(PacedCall call)
    {
        Forget();
        var over = points + CostOf(call) - limit.Points;
        if (over <= 0)
            return TimeSpan.Zero;
        foreach (var (at, cost) in spent)
        {
            over -= cost;
            if (over <= 0)
                return limit.Per + Margin - clock.GetElapsedTime(at);
        }

        // It costs more than the whole span allows; nothing is gained by waiting for longer.
        return TimeSpan.Zero;
    }

    public void Spend(PacedCall call)
    {
        if (CostOf(call) is > 0 and var cost)
        {
            spent.Enqueue((clock.GetTimestamp(), cost));
            points += cost;
        }
    }

    private void Forget()
    {
        while (spent.TryPeek(out var first) && clock.GetElapsedTime(first.At) >= limit.Per + Margin)
            points -= spent.Dequeue().Points;
    }

    private int CostOf(PacedCall call) => call == PacedCall.Send ? limit.Send : limit.Look;
}
