using System.Globalization;
using System.Net;

namespace Drayage.Platform.Http;

/// <summary>Which answers are worth another try, and how long the server wants to be left alone before.</summary>
internal static class RetryDelay
{
    /// <summary>True for answers that may be better next time.</summary>
    public static bool IsWorthRetrying(HttpReply reply, DateTimeOffset now) => reply.Status switch
    {
        HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests => true,
        HttpStatusCode.InternalServerError or HttpStatusCode.BadGateway => true,
        HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout => true,
        // GitHub's rate limits also come as 403, told from a missing permission by the pause that they name.
        HttpStatusCode.Forbidden => AskedFor(reply, now) is not null,
        _ => false,
    };

    /// <summary>
    /// The pause that an answer asks for: <c>Retry-After</c> in seconds or as a date (RFC 9110, 10.2.3), else GitHub's
    /// <c>x-ratelimit-reset</c> when nothing remains. Never negative.
    /// </summary>
    public static TimeSpan? AskedFor(HttpReply reply, DateTimeOffset now)
    {
        var wait = RetryAfter(reply.Header("Retry-After"), now) ?? RateLimitReset(reply, now);
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }

    private static TimeSpan? RetryAfter(string? value, DateTimeOffset now)
    {
        if (int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
            return TimeSpan.FromSeconds(seconds);
        return DateTimeOffset.TryParseExact(
            value, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date)
            ? date - now
            : null;
    }

    private static TimeSpan? RateLimitReset(HttpReply reply, DateTimeOffset now)
    {
        var isLimit = reply.Status is HttpStatusCode.Forbidden or HttpStatusCode.TooManyRequests
            && reply.Header("x-ratelimit-remaining") == "0";
        return isLimit
            && long.TryParse(reply.Header("x-ratelimit-reset"), NumberStyles.None, CultureInfo.InvariantCulture, out var reset)
            && reset < DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            ? DateTimeOffset.FromUnixTimeSeconds(reset) - now
            : null;
    }
}
