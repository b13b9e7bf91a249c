using System.Net;
using Drayage.Platform.Http;
using Drayage.Platform.Secrets;
using Xunit;

namespace Drayage.Tests.Platform.Http;

public sealed class RetryDelayTests
{
    // 2023-11-14T22:13:20Z
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000);

    [Theory]
    [InlineData(429, "Retry-After: 7", 7)]
    [InlineData(503, "Retry-After: 0", 0)]
    [InlineData(503, "Retry-After: Tue, 14 Nov 2023 22:13:50 GMT", 30)]
    [InlineData(503, "Retry-After: Tue, 14 Nov 2023 22:00:00 GMT", 0)]
    [InlineData(403, "x-ratelimit-remaining: 0\nx-ratelimit-reset: 1700000042", 42)]
    [InlineData(429, "x-ratelimit-remaining: 0\nx-ratelimit-reset: 1699999999", 0)]
    [InlineData(403, "Retry-After: 5\nx-ratelimit-remaining: 0\nx-ratelimit-reset: 1700000042", 5)]
    public void A_pause_is_read(int status, string headers, int seconds)
    {
        using var reply = Reply(status, headers);
        Assert.Equal(TimeSpan.FromSeconds(seconds), RetryDelay.AskedFor(reply, Now));
        Assert.True(RetryDelay.IsWorthRetrying(reply, Now));
    }

    [Theory]
    [InlineData(429, "")]
    [InlineData(429, "Retry-After: soon")]
    [InlineData(429, "Retry-After: -1")]
    [InlineData(403, "x-ratelimit-remaining: 4999\nx-ratelimit-reset: 1700000042")]
    [InlineData(403, "x-ratelimit-remaining: 0\nx-ratelimit-reset: 99999999999999999")]
    [InlineData(500, "x-ratelimit-remaining: 0\nx-ratelimit-reset: 1700000042")]
    public void Anything_else_asks_for_none(int status, string headers)
    {
        using var reply = Reply(status, headers);
        Assert.Null(RetryDelay.AskedFor(reply, Now));
        Assert.Equal(status != 403, RetryDelay.IsWorthRetrying(reply, Now));
    }

    private static HttpReply Reply(int status, string headers)
    {
        var message = new HttpResponseMessage((HttpStatusCode)status);
        foreach (var line in headers.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            message.Headers.TryAddWithoutValidation(line.Split(": ")[0], line.Split(": ")[1]);
        return new HttpReply(message, new Patience(TimeSpan.FromHours(1), TimeProvider.System), TimeProvider.System, new Redactor());
    }
}
