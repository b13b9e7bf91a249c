namespace Drayage.Pipeline.Delivery;

/// <summary>How long a delivery waits and how often it tries.</summary>
public sealed record DeliveryPatience
{
    /// <summary>Tries of one request, the first included.</summary>
    public int Tries { get; init; } = 5;

    /// <summary>Wait before the second try; doubled each time, with jitter. A destination's Retry-After goes first.</summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// The longest wait that a destination may ask for; beyond it the effect fails as transient. crates.io takes a new crate every ten
    /// minutes.
    /// </summary>
    public TimeSpan LongestDelay { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How long a destination may take to serve what it accepted.</summary>
    public TimeSpan Visibility { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long one request may take in all, its repetitions and the waits between them included; null for as long as it takes.</summary>
    public TimeSpan? Limit { get; init; }

    /// <summary>For what people are told: a release is not held up for it, and resuming tells what is missing.</summary>
    public DeliveryPatience ForNotices => this with
    {
        Tries = Math.Min(Tries, 3),
        LongestDelay = LongestDelay < LongestDelayOfNotices ? LongestDelay : LongestDelayOfNotices,
        Limit = TimeSpan.FromMinutes(2),
        Visibility = Visibility < LongestDelayOfNotices ? Visibility : LongestDelayOfNotices,
    };

    private static TimeSpan LongestDelayOfNotices { get; } = TimeSpan.FromMinutes(1);

    /// <summary>How long an absence is doubted when an earlier run may have sent the effect.</summary>
    public TimeSpan Doubt { get; init; } = TimeSpan.FromSeconds(5);
}
