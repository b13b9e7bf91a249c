using Drayage.Pipeline.Publishing;

namespace Drayage.Benchmarks.Suites.Scale;

/// <summary>
/// A destination's side of its limits: counts what arrives over sliding spans and refuses what is too much, with the pause that is
/// needed. Shares no code with what keeps to the limits.
/// </summary>
internal sealed class SimulatedAccount(DeliveryLimits limits, TimeProvider clock)
{
    private readonly Lock gate = new();
    private readonly List<(RateLimit Rate, Queue<(DateTimeOffset At, int Points)> Arrived)> windows =
        [.. limits.Rates.Select(rate => (rate, new Queue<(DateTimeOffset, int)>()))];

    private int refused;

    /// <summary>Calls that were answered with 429.</summary>
    public int Refused => refused;

    /// <exception cref="DeliveryException">One of the limits is reached.</exception>
    public void Take(bool isSend)
    {
        lock (gate)
        {
            DateTimeOffset now = clock.GetUtcNow();
            foreach ((RateLimit rate, Queue<(DateTimeOffset At, int Points)> arrived) in windows)
            {
                while (arrived.TryPeek(out (DateTimeOffset At, int Points) first) && now - first.At >= rate.Per)
                {
                    arrived.Dequeue();
                }

                if (arrived.Sum(call => call.Points) + Cost(rate, isSend) > rate.Points)
                {
                    refused++;
                    throw new DeliveryException(DeliveryFailure.Transient, "429 Too Many Requests", retryAfter: arrived.Peek().At + rate.Per - now);
                }
            }

            foreach ((RateLimit rate, Queue<(DateTimeOffset At, int Points)> arrived) in windows.Where(window => Cost(window.Rate, isSend) > 0))
            {
                arrived.Enqueue((now, Cost(rate, isSend)));
            }
        }
    }

    private static int Cost(RateLimit rate, bool isSend) => isSend ? rate.Send : rate.Look;
}
