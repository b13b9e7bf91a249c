using Microsoft.AspNetCore.Http;

namespace Drayage.Registries.NuGet.Endpoints;

/// <summary>So many changes a key in a window of an hour.</summary>
internal sealed class ChangeRate(int limit, TimeProvider clock)
{
    private readonly Dictionary<string, (int Used, DateTimeOffset Reset)> windows = new(StringComparer.Ordinal);

    /// <exception cref="NuGetRefusal">429: the window is used up.</exception>
    public void Count(string key)
    {
        var now = clock.GetUtcNow();
        lock (windows)
        {
            var window = windows.GetValueOrDefault(key);
            if (window.Reset <= now)
                window = (0, now + TimeSpan.FromHours(1));
            if (window.Used >= limit)
                throw new NuGetRefusal(StatusCodes.Status429TooManyRequests, $"The rate limit of {limit} changes an hour is exceeded.") { RetryAfter = window.Reset - now };
            windows[key] = window with { Used = window.Used + 1 };
        }
    }
}
