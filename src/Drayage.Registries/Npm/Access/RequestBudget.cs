using Microsoft.AspNetCore.Http;

namespace Drayage.Registries.Npm.Access;

/// <summary>So many requests a caller in a minute.</summary>
internal sealed class RequestBudget(int perMinute, TimeProvider clock)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly Dictionary<string, (DateTimeOffset Start, int Used)> callers = new(StringComparer.Ordinal);

    /// <exception cref="NpmRefusal">429, with the rest of the minute.</exception>
    public void Count(string caller)
    {
        if (perMinute == 0)
            return;
        var now = clock.GetUtcNow();
        lock (callers)
        {
            var (start, used) = callers.TryGetValue(caller, out var known) && known.Start + Window > now ? known : (now, 0);
            if (used >= perMinute)
                throw new NpmRefusal(StatusCodes.Status429TooManyRequests, $"rate limit exceeded: {perMinute} requests a minute") { RetryAfter = start + Window - now };
            callers[caller] = (start, used + 1);
        }
    }
}
