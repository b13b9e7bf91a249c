using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Text.Json;
using Drayage.Listening.Queue;
using Drayage.Listening.Telemetry;
using Drayage.Platform.Http;

namespace Drayage.Listening.Polling;

/// <summary>
/// Asks GitHub for releases whose events never came. An unchanged list costs nothing of the rate limit; where a limit is reached,
/// or a pause asked for, it is kept.
/// </summary>
internal sealed class ReleasePoller(
    PollingOptions options, string repository, HttpPipeline http, ReleaseQueue queue, Metrics metrics, ListenerLog log, TimeProvider clock)
{
    private const int PageSize = 100;
    private const int LargestPage = 64 * 1024 * 1024;

    // What GitHub asks for where a secondary limit names no pause.
    private static readonly TimeSpan UnnamedPause = TimeSpan.FromMinutes(1);

    private string? tag;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            var pause = await PollAsync(cancellationToken);
            await Task.Delay(pause > options.Interval ? pause : options.Interval, clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <returns>The pause that GitHub asks for; zero where it asks for none.</returns>
    internal async Task<TimeSpan> PollAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var activity = Tracing.Source.StartActivity("poll");
            return await PollPagesAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return TimeSpan.Zero;
        }
        // Whatever an answer does to a poll, the next one is asked for.
        catch (Exception failed)
        {
            return Failed(failed.Message);
        }
    }

    private async Task<TimeSpan> PollPagesAsync(CancellationToken cancellationToken)
    {
        var seen = ImmutableArray.CreateBuilder<PolledRelease>();
        var next = new Uri(options.Api, $"repos/{repository}/releases?per_page={PageSize}");
        string? first = null;
        while (next is not null)
        {
            var result = await http.FetchAsync(Call(next, first is null ? tag : null), LargestPage, cancellationToken);
            if (result is not HttpResult.Answered { Reply: var reply })
                return Failed(((HttpResult.Unanswered)result).Failure.Describe());
            using (reply)
            {
                if (reply.Status == HttpStatusCode.NotModified)
                {
                    metrics.Poll("unchanged");
                    return PauseOf(reply);
                }

                if (!reply.IsSuccess)
                    return Failed((await reply.ToFailureAsync(cancellationToken)).Describe(), PauseOf(reply));
                first ??= reply.Header("ETag");
                var page = JsonSerializer.Deserialize((await reply.ReadBodyAsync(LargestPage, cancellationToken)).Span, PollingJson.Default.ImmutableArrayPolledRelease);
                seen.AddRange(page);
                // Further pages are older; they matter where all of this one is new.
                next = (queue.State.Baseline is not null || options.CatchesUp) && !page.IsEmpty && page.All(release => release.Draft || IsNew(release)) ? reply.NextPage : null;
                if (next is null)
                {
                    Take(seen.ToImmutable());
                    // Only what was taken in may be left out the next time.
                    tag = first;
                    metrics.Poll("changed");
                    return PauseOf(reply);
                }
            }
        }

        return TimeSpan.Zero;
    }

    private void Take(ImmutableArray<PolledRelease> releases)
    {
        var published = releases.Where(release => release is { Draft: false, PublishedAt: not null }).OrderBy(release => release.PublishedAt).ToArray();
        if (queue.State.Baseline is null)
            queue.SetBaseline(options.CatchesUp || published.Length == 0 ? DateTimeOffset.UnixEpoch : published[^1].PublishedAt!.Value);
        foreach (var release in published.Where(IsNew))
        {
            var isAccepted = queue.Accept(new ReleaseReference(release.TagName, Waybill: null), KeyOfMessage.Release(release.Id, release.PublishedAt!.Value));
            metrics.Message("poll", isAccepted ? "accepted" : "known");
            if (isAccepted)
                log($"poll: release {release.TagName}");
        }
    }

    // Before the first poll has a baseline only who catches up asks.
    private bool IsNew(PolledRelease release) =>
        release.PublishedAt is { } at && at > (queue.State.Baseline ?? DateTimeOffset.UnixEpoch) && !queue.IsKnown(KeyOfMessage.Release(release.Id, at));

    private HttpCall Call(Uri address, string? unless)
    {
        var call = new HttpCall
        {
            Method = HttpMethod.Get,
            Uri = address,
            // The next poll is the next try.
            Repeatable = false,
            Credential = options.Token is { } token ? new HttpCredential.Bearer(token) : null,
        }.WithHeader("Accept", "application/vnd.github+json").WithHeader("X-GitHub-Api-Version", "2022-11-28");
        return unless is null ? call : call.WithHeader("If-None-Match", unless);
    }

    private TimeSpan Failed(string reason, TimeSpan pause = default)
    {
        metrics.Poll("failed");
        log($"poll: {reason}");
        return pause;
    }

    private TimeSpan PauseOf(HttpReply reply)
    {
        if (int.TryParse(reply.Header("Retry-After"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
            return TimeSpan.FromSeconds(seconds);
        if (reply.Header("x-ratelimit-remaining") == "0"
            && long.TryParse(reply.Header("x-ratelimit-reset"), NumberStyles.None, CultureInfo.InvariantCulture, out var reset)
            && reset < DateTimeOffset.MaxValue.ToUnixTimeSeconds())
        {
            var pause = DateTimeOffset.FromUnixTimeSeconds(reset) - clock.GetUtcNow();
            return pause > TimeSpan.Zero ? pause : TimeSpan.Zero;
        }

        return reply.Status is HttpStatusCode.Forbidden or HttpStatusCode.TooManyRequests ? UnnamedPause : TimeSpan.Zero;
    }
}
