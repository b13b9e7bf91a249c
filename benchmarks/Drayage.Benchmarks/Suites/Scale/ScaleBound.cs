using Drayage.Pipeline.Publishing;

namespace Drayage.Benchmarks.Suites.Scale;

/// <summary>The least time that limits and bandwidth leave.</summary>
internal static class ScaleBound
{
    /// <summary>When the last of so many sendings may arrive, if the first arrives at once.</summary>
    public static TimeSpan OfRates(DeliveryLimits limits, int sends, int looks)
    {
        TimeSpan bound = TimeSpan.Zero;
        foreach (RateLimit rate in limits.Rates)
        {
            // The points of a whole span can be spent at its beginning; the last span need not be waited out.
            long points = ((long)sends * rate.Send) + ((long)looks * rate.Look);
            bound = TimeSpan.FromTicks(Math.Max(bound.Ticks, Math.Max(0, ((points + rate.Points - 1) / rate.Points) - 1) * rate.Per.Ticks));
        }

        return bound;
    }

    public static TimeSpan OfBytes(long bytes, double bytesPerSecond) => TimeSpan.FromSeconds(bytes / bytesPerSecond);
}
