namespace Drayage.Pipeline.Journaling.Postgres;

/// <summary>How long a lease lasts, and what follows from it.</summary>
/// <param name="Duration">From one renewal to the moment in which another runner may take the release.</param>
public sealed record LeaseTimes(TimeSpan Duration)
{
    public static LeaseTimes Default { get; } = new(TimeSpan.FromSeconds(30));

    /// <summary>How often the lease is renewed.</summary>
    public TimeSpan Renewal => Duration / 4;

    /// <summary>
    /// How long after asking for a renewal its runner still sends. What remains is for requests that passed the gate and are on
    /// their way, and for clocks that do not run at one speed.
    /// </summary>
    public TimeSpan Trust => Duration * 3 / 4;
}
