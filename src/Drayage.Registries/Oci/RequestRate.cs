using System.Net;
using Microsoft.AspNetCore.Http;

namespace Drayage.Registries.Oci;

/// <summary>A bucket of requests an address, refilled as time goes by.</summary>
internal sealed class RequestRate(int perSecond, TimeProvider clock)
{
    private const int Burst = 2;
    private const int MostAddresses = 10_000;
    private readonly Dictionary<IPAddress, Bucket> buckets = [];

    /// <exception cref="OciRefusal">429: the bucket is empty.</exception>
    public void Count(HttpContext context)
    {
        if (perSecond == 0)
            return;
        var wait = Take(context.Connection.RemoteIpAddress ?? IPAddress.None);
        if (wait > TimeSpan.Zero)
            throw OciRefusal.TooMany($"{perSecond} requests a second are allowed", wait);
    }

    private TimeSpan Take(IPAddress address)
    {
        var now = clock.GetTimestamp();
        lock (buckets)
        {
            // An address that comes back after the others were forgotten begins with a full bucket.
            if (buckets.Count > MostAddresses)
                buckets.Clear();
            if (!buckets.TryGetValue(address, out var bucket))
                buckets[address] = bucket = new Bucket { Left = (double)Burst * perSecond, At = now };
            bucket.Left = Math.Min((double)Burst * perSecond, bucket.Left + (clock.GetElapsedTime(bucket.At, now).TotalSeconds * perSecond));
            bucket.At = now;
            if (bucket.Left < 1)
                return TimeSpan.FromSeconds((1 - bucket.Left) / perSecond);
            bucket.Left--;
            return TimeSpan.Zero;
        }
    }

    private sealed class Bucket
    {
        public required double Left { get; set; }

        public required long At { get; set; }
    }
}
