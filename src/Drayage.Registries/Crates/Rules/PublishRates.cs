namespace Drayage.Registries.Crates.Rules;

/// <summary>Counts what each caller publishes, as crates.io does.</summary>
internal sealed class PublishRates(CratesLimits limits, TimeProvider clock)
{
    private readonly Dictionary<(string Caller, bool IsNew), Bucket> buckets = [];

    /// <param name="caller">Whose bucket it is.</param>
    /// <param name="isNew">Whether it is the first version of a crate.</param>
    /// <exception cref="CratesRefusal">429: the bucket is empty.</exception>
    public void Take(string caller, bool isNew)
    {
        if ((isNew ? limits.NewCrates : limits.NewVersions) is not { } rate)
            return;
        var now = clock.GetUtcNow();
        lock (buckets)
        {
            if (!buckets.TryGetValue((caller, isNew), out var bucket))
                buckets[(caller, isNew)] = bucket = new Bucket { Left = rate.Burst, Since = now };
            var refilled = (int)Math.Min(rate.Burst, (now - bucket.Since) / rate.Refill);
            if (bucket.Left + refilled >= rate.Burst)
                (bucket.Left, bucket.Since) = (rate.Burst, now);
            else
                (bucket.Left, bucket.Since) = (bucket.Left + refilled, bucket.Since + (rate.Refill * refilled));
            if (bucket.Left == 0)
                throw CratesRefusal.TooMany(isNew ? "new crates" : "versions of existing crates", RoundUp(bucket.Since + rate.Refill));
            bucket.Left--;
        }
    }

    // The date is told in whole seconds, and must not come too early.
    private static DateTimeOffset RoundUp(DateTimeOffset time) => DateTimeOffset.FromUnixTimeMilliseconds((time.ToUnixTimeMilliseconds() + 999) / 1000 * 1000);

    private sealed class Bucket
    {
        public required int Left { get; set; }

        /// <summary>When the present number was reached.</summary>
        public required DateTimeOffset Since { get; set; }
    }
}
