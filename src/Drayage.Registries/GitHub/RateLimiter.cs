using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Drayage.Registries.GitHub;

/// <summary>GitHub's primary limit: so many requests a caller in a window of an hour, told in headers with each answer.</summary>
internal sealed class RateLimiter(int limit, TimeProvider clock)
{
    private readonly Dictionary<string, Window> windows = new(StringComparer.Ordinal);

    /// <exception cref="GitHubRefusal">403: the limit is used up.</exception>
    public void Count(HttpContext context, string caller)
    {
        var (used, reset) = Take(caller);
        var headers = context.Response.Headers;
        headers["X-RateLimit-Limit"] = Text(limit);
        headers["X-RateLimit-Remaining"] = Text(Math.Max(0, limit - used));
        headers["X-RateLimit-Used"] = Text(Math.Min(used, limit));
        headers["X-RateLimit-Reset"] = Text(reset.ToUnixTimeSeconds());
        headers["X-RateLimit-Resource"] = "core";
        if (used > limit)
            throw new GitHubRefusal(StatusCodes.Status403Forbidden, $"API rate limit exceeded for {caller}.");
    }

    private (int Used, DateTimeOffset Reset) Take(string caller)
    {
        var now = clock.GetUtcNow();
        lock (windows)
        {
            if (!windows.TryGetValue(caller, out var window) || window.Reset <= now)
                windows[caller] = window = new Window { Reset = now + TimeSpan.FromHours(1) };
            window.Used++;
            return (window.Used, window.Reset);
        }
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private sealed class Window
    {
        public int Used { get; set; }

        public required DateTimeOffset Reset { get; init; }
    }
}
