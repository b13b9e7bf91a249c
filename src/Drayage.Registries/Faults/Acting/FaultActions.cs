using System.Globalization;
using Drayage.Platform.Storage;
using Drayage.Registries.Faults.Scripts;
using Drayage.Registries.Storage;
using Microsoft.AspNetCore.Http;

namespace Drayage.Registries.Faults.Acting;

/// <summary>Does to a request what its fault says.</summary>
internal static class FaultActions
{
    private const string RateLimitReset = "X-RateLimit-Reset";

    public static Task RunAsync(FaultCall call, FaultAction action) => action switch
    {
        FaultAction.Status status => RefusedRequests.AnswerAsync(call, status),
        FaultAction.Down down => RefusedRequests.BeDownAsync(call, down),
        FaultAction.ResetBefore => RefusedRequests.ResetAsync(call),
        FaultAction.ResetAfter => LostAnswers.ResetAsync(call),
        FaultAction.LostResponse lost => LostAnswers.AnswerOtherwiseAsync(call, lost),
        FaultAction.Hold hold => LostAnswers.HoldAsync(call, hold),
        FaultAction.Truncate truncate => ServedBodies.TruncateAsync(call, truncate),
        FaultAction.WrongBytes wrong => ServedBodies.FlipAsync(call, wrong),
        FaultAction.Slow slow => ServedBodies.TrickleAsync(call, slow),
        FaultAction.Delay delay => DelayAsync(call, delay),
        FaultAction.DiskFull full => FillDiskAsync(call, full),
        FaultAction.ClockSkew skew => SkewAsync(call, skew),
        _ => throw new InvalidOperationException($"a fault of no kind: {action}"),
    };

    private static async Task DelayAsync(FaultCall call, FaultAction.Delay delay)
    {
        call.Struck(null);
        await Task.Delay(delay.For, call.Clock, call.Context.RequestAborted);
        await call.ContinueAsync();
    }

    private static async Task FillDiskAsync(FaultCall call, FaultAction.DiskFull full)
    {
        using var _ = DiskSpace.Limit(full.After);
        try
        {
            await call.ContinueAsync();
        }
        catch (IOException failed) when (DiskFull.Caused(failed))
        {
            call.Struck(null);
            throw;
        }
    }

    private static async Task SkewAsync(FaultCall call, FaultAction.ClockSkew skew)
    {
        call.Struck(null);
        using var _ = SkewedClock.Shift(skew.By);
        var response = call.Context.Response;
        response.OnStarting(() =>
        {
            TellTime(response.Headers, call.Clock.GetUtcNow(), skew.By);
            return Task.CompletedTask;
        });
        await call.ContinueAsync();
    }

    private static void TellTime(IHeaderDictionary headers, DateTimeOffset now, TimeSpan skew)
    {
        headers.Date = (now + skew).ToString("r", CultureInfo.InvariantCulture);
        if (long.TryParse(headers[RateLimitReset].ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var reset))
            headers[RateLimitReset] = (reset + (long)skew.TotalSeconds).ToString(CultureInfo.InvariantCulture);
    }
}
