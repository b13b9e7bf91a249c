using System.Globalization;
using Drayage.Listening;
using Drayage.Listening.Polling;
using Drayage.Listening.Queue;
using Drayage.Listening.Telemetry;
using Drayage.Platform.Http;
using Drayage.Platform.Secrets;
using Drayage.Testing;
using Xunit;

namespace Drayage.Tests.Listening;

/// <summary>Releases whose events never came are found by asking, within GitHub's limits.</summary>
public sealed class ReleasePollerTests : IAsyncDisposable
{
    private readonly TemporaryDirectory directory = new();
    private readonly HttpPipeline http = new(new HttpPipelineOptions { UserAgent = "drayage-tests/1" }, TimeProvider.System, new Redactor());
    private readonly ManualClock clock = new();
    private readonly List<string> log = [];
    private readonly LoopbackServer server;
    private Func<ReceivedRequest, LoopbackAnswer> answer = _ => LoopbackAnswer.Of("200 OK", "[]");
    private ReleaseQueue? queue;

    public ReleasePollerTests() => server = new LoopbackServer(request => answer(request));

    [Fact]
    public async Task What_was_out_before_is_history_and_what_comes_is_delivered()
    {
        var poller = await PollerAsync();
        Lists("\"one\"", Release(1, "v1", 10), Release(2, "v2", 20));
        await PollAsync(poller);
        Assert.Empty(queue!.State.Entries);

        Lists("\"two\"", Release(1, "v1", 10), Release(2, "v2", 20), Release(3, "v3", 30));
        await PollAsync(poller);
        await PollAsync(poller);

        Assert.Equal(["v3"], queue.State.Entries.Values.Select(entry => entry.Tag));
    }

    [Fact]
    public async Task History_is_delivered_where_that_is_asked_for()
    {
        var poller = await PollerAsync(catchesUp: true);
        Lists("\"one\"", Release(2, "v2", 20), Release(1, "v1", 10));
        await PollAsync(poller);

        Assert.Equal(["v1", "v2"], queue!.State.Entries.Values.Select(entry => entry.Tag));
    }

    [Fact]
    public async Task Drafts_and_releases_that_came_by_webhook_are_left_alone()
    {
        var poller = await PollerAsync(catchesUp: true);
        queue!.Accept(new ReleaseReference("v1", null), "delivery:1", KeyOfMessage.Release(1, At(10)));
        queue.Resolve(1, ScriptedHandler.DigestOf("v1"));
        Lists("\"one\"", Release(1, "v1", 10), """{"id":2,"tag_name":"v2","draft":true,"published_at":null}""");
        await PollAsync(poller);

        Assert.Single(queue.State.Entries);
    }

    [Fact]
    public async Task A_draft_that_is_published_late_is_delivered()
    {
        var poller = await PollerAsync();
        Lists("\"one\"", """{"id":1,"tag_name":"v1","draft":true,"published_at":null}""", Release(2, "v2", 20));
        await PollAsync(poller);
        Lists("\"two\"", Release(1, "v1", 30), Release(2, "v2", 20));
        await PollAsync(poller);

        Assert.Equal(["v1"], queue!.State.Entries.Values.Select(entry => entry.Tag));
    }

    [Fact]
    public async Task An_unchanged_list_is_asked_for_by_its_tag()
    {
        var poller = await PollerAsync();
        answer = request => request.Headers.TryGetValue("If-None-Match", out var tag) && tag == "W/\"one\""
            ? LoopbackAnswer.Of("304 Not Modified")
            : LoopbackAnswer.Of("200 OK", $"[{Release(1, "v1", 10)}]", "ETag: W/\"one\"");
        await PollAsync(poller);
        await PollAsync(poller);

        Assert.Equal(2, server.Received.Count);
        Assert.False(server.Received.First().Headers.ContainsKey("If-None-Match"));
        Assert.Equal("W/\"one\"", server.Received.Last().Headers["If-None-Match"]);
    }

    [Fact]
    public async Task Older_pages_are_read_while_everything_is_new()
    {
        var poller = await PollerAsync();
        await PollAsync(poller);
        answer = request => request.Target.Contains("page=2", StringComparison.Ordinal)
            ? LoopbackAnswer.Of("200 OK", $"[{Release(1, "v1", 10)}]")
            : LoopbackAnswer.Of("200 OK", $"[{Release(2, "v2", 20)}]", $"Link: <{server.Address}repos/example/tide/releases?per_page=100&page=2>; rel=\"next\"");
        await PollAsync(poller);

        Assert.Equal(["v1", "v2"], queue!.State.Entries.Values.Select(entry => entry.Tag));
    }

    [Fact]
    public async Task A_list_whose_later_page_failed_is_read_again_from_its_beginning()
    {
        var poller = await PollerAsync();
        await PollAsync(poller);
        var isDown = true;
        answer = request => request switch
        {
            _ when request.Headers.ContainsKey("If-None-Match") => LoopbackAnswer.Of("304 Not Modified"),
            _ when !request.Target.Contains("page=2", StringComparison.Ordinal) => LoopbackAnswer.Of(
                "200 OK", $"[{Release(2, "v2", 20)}]", "ETag: \"one\"", $"Link: <{server.Address}repos/example/tide/releases?per_page=100&page=2>; rel=\"next\""),
            _ when isDown => LoopbackAnswer.Of("500 Internal Server Error"),
            _ => LoopbackAnswer.Of("200 OK", $"[{Release(1, "v1", 10)}]"),
        };
        await PollAsync(poller);
        Assert.Empty(queue!.State.Entries);
        isDown = false;
        await PollAsync(poller);

        Assert.Equal(["v1", "v2"], queue.State.Entries.Values.Select(entry => entry.Tag));
    }

    [Fact]
    public async Task All_of_a_long_history_is_delivered_where_that_is_asked_for()
    {
        var poller = await PollerAsync(catchesUp: true);
        answer = request => request.Target.Contains("page=2", StringComparison.Ordinal)
            ? LoopbackAnswer.Of("200 OK", $"[{Release(1, "v1", 10)}]")
            : LoopbackAnswer.Of("200 OK", $"[{Release(2, "v2", 20)}]", $"Link: <{server.Address}repos/example/tide/releases?per_page=100&page=2>; rel=\"next\"");
        await PollAsync(poller);

        Assert.Equal(["v1", "v2"], queue!.State.Entries.Values.Select(entry => entry.Tag));
    }

    [Theory]
    [InlineData("429 Too Many Requests", "Retry-After: 77", 77)]
    [InlineData("403 Forbidden", "Retry-After: 30", 30)]
    [InlineData("403 Forbidden", "X-Ratelimit-Other: 1", 60)]
    [InlineData("403 Forbidden", "x-ratelimit-remaining: 0", 60)]
    public async Task A_limit_is_kept(string status, string header, int seconds)
    {
        var poller = await PollerAsync();
        answer = _ => LoopbackAnswer.Of(status, "{}", header);

        Assert.Equal(TimeSpan.FromSeconds(seconds), await PollAsync(poller));
        Assert.Single(server.Received);
        Assert.Null(queue!.State.Baseline);
    }

    [Theory]
    [InlineData("200 OK")]
    [InlineData("403 Forbidden")]
    public async Task The_last_request_of_the_hour_is_followed_by_a_pause(string status)
    {
        var poller = await PollerAsync();
        var reset = clock.GetUtcNow().AddSeconds(1234).ToUnixTimeSeconds();
        answer = _ => LoopbackAnswer.Of(status, "[]", "x-ratelimit-remaining: 0", string.Create(CultureInfo.InvariantCulture, $"x-ratelimit-reset: {reset}"));

        Assert.Equal(TimeSpan.FromSeconds(1234), await PollAsync(poller));
    }

    [Theory]
    [InlineData("500 Internal Server Error", "")]
    [InlineData("200 OK", "no json")]
    [InlineData("200 OK", "null")]
    [InlineData("404 Not Found", "{}")]
    public async Task A_poll_that_fails_is_told_and_changes_nothing(string status, string body)
    {
        var poller = await PollerAsync();
        answer = _ => LoopbackAnswer.Of(status, body, "ETag: \"broken\"");
        await PollAsync(poller);
        Assert.Single(log);
        Assert.Null(queue!.State.Baseline);

        Lists("\"good\"", Release(1, "v1", 10));
        await PollAsync(poller);
        Assert.False(server.Received.Last().Headers.ContainsKey("If-None-Match"));
        Assert.NotNull(queue.State.Baseline);
    }

    [Fact]
    public async Task The_embedded_GitHub_is_polled_like_the_real_one()
    {
        await using var registry = await RegistryFixture.StartAsync();
        using var client = registry.NewClient();
        async Task ReleaseAsync(string tag, bool draft)
        {
            using var made = await client.PostAsync(
                "api/v3/repos/example/tide/releases", new StringContent($$"""{"tag_name":"{{tag}}","draft":{{(draft ? "true" : "false")}} }"""), TestContext.Current.CancellationToken);
            made.EnsureSuccessStatusCode();
        }

        await ReleaseAsync("v1", draft: false);
        await ReleaseAsync("v2", draft: true);
        var poller = await PollerAsync(catchesUp: true, new Uri(registry.Address, "api/v3/"));
        await PollAsync(poller);

        Assert.Equal(["v1"], queue!.State.Entries.Values.Select(entry => entry.Tag));
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        queue?.Dispose();
        http.Dispose();
        directory.Dispose();
    }

    private async Task<ReleasePoller> PollerAsync(bool catchesUp = false, Uri? api = null)
    {
        queue = await ReleaseQueue.OpenAsync(directory.Path, clock, TestContext.Current.CancellationToken);
        var options = new PollingOptions { Api = api ?? server.Address, Interval = TimeSpan.FromMinutes(5), CatchesUp = catchesUp };
        return new ReleasePoller(options, "example/tide", http, queue, new Metrics(), log.Add, clock);
    }

    private static Task<TimeSpan> PollAsync(ReleasePoller poller) => poller.PollAsync(TestContext.Current.CancellationToken);

    private void Lists(string tag, params string[] releases) =>
        answer = _ => LoopbackAnswer.Of("200 OK", $"[{string.Join(',', releases)}]", $"ETag: {tag}");

    private static DateTimeOffset At(int minute) => new(2026, 1, 1, 0, minute, 0, TimeSpan.Zero);

    private static string Release(long id, string tag, int minute) =>
        $$"""{"id":{{id}},"tag_name":"{{tag}}","draft":false,"published_at":"{{At(minute):yyyy-MM-ddTHH:mm:ssZ}}"}""";
}
