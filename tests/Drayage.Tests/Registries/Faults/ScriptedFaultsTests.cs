using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Drayage.Model;
using Drayage.Registries.Faults.Scripts;
using Drayage.Testing;
using Xunit;

namespace Drayage.Tests.Registries.Faults;

/// <summary>Each fault as a client meets it, and what the registry then holds.</summary>
public sealed class ScriptedFaultsTests
{
    private static readonly byte[] Blob = [.. Enumerable.Range(0, 5000).Select(number => (byte)number)];
    private static readonly string Place = $"v2/o/app/blobs/{Digest.OfSha256(Blob)}";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("v2/o/app/tags/list", "\"code\":\"TOOMANYREQUESTS\"")]
    [InlineData("api/v3/repos/o/r/releases", "\"message\":\"Too Many Requests\"")]
    [InlineData("python/pypi/simple/x/", "429 Too Many Requests")]
    public async Task A_status_is_answered_in_the_words_of_the_protocol(string path, string body)
    {
        await using var registry = await FaultyRegistry.StartAsync(FaultyRegistry.Rule(new FaultAction.Status(429, RetryAfter: TimeSpan.FromSeconds(7))));

        using var answer = await registry.Client.GetAsync(path, Cancellation);

        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(7), answer.Headers.RetryAfter?.Delta);
        Assert.Contains(body, await answer.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        Assert.Null(Assert.Single(registry.Hits).Effect);
    }

    [Fact]
    public async Task A_reset_before_the_effect_leaves_nothing()
    {
        await using var registry = await FaultyRegistry.StartAsync(FaultyRegistry.Rule(new FaultAction.ResetBefore(), "blob-upload"));

        await AssertResetAsync(() => PushAsync(registry));

        Assert.False(Assert.Single(registry.Hits).WasCarriedOut);
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(registry, Place));
        Assert.Equal(499, registry.Fixture.Served.First().Status);
    }

    [Fact]
    public async Task A_reset_after_the_effect_leaves_the_effect()
    {
        await using var registry = await FaultyRegistry.StartAsync(FaultyRegistry.Rule(new FaultAction.ResetAfter(), "blob-upload"));

        await AssertResetAsync(() => PushAsync(registry));

        Assert.Equal(201, Assert.Single(registry.Hits).Effect);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(registry, Place));
    }

    [Fact]
    public async Task A_lost_response_says_that_what_was_done_failed()
    {
        await using var registry = await FaultyRegistry.StartAsync(FaultyRegistry.Rule(new FaultAction.LostResponse(504), "blob-upload"));

        using var answer = await PushAsync(registry);

        Assert.Equal(HttpStatusCode.GatewayTimeout, answer.StatusCode);
        Assert.Null(answer.Headers.Location);
        Assert.True(Assert.Single(registry.Hits).WasCarriedOut);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(registry, Place));
    }

    [Fact]
    public async Task What_is_held_was_done_and_is_not_answered()
    {
        await using var registry = await FaultyRegistry.StartAsync(FaultyRegistry.Rule(new FaultAction.Hold(TimeSpan.FromHours(1)), "blob-upload"));
        using var impatient = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var push = PushAsync(registry, impatient.Token);
        await registry.Struck;

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(registry, Place));
        Assert.False(push.IsCompleted);
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => push);
    }

    [Fact]
    public async Task A_served_body_is_broken_off()
    {
        await using var registry = await FaultyRegistry.StartAsync(FaultyRegistry.Rule(new FaultAction.Truncate(1000), "blob-get"));
        (await PushAsync(registry)).EnsureSuccessStatusCode();

        using var answer = await registry.Client.GetAsync(Place, HttpCompletionOption.ResponseHeadersRead, Cancellation);
        using var read = new MemoryStream();
        var broken = await Record.ExceptionAsync(async () => await answer.Content.CopyToAsync(read, Cancellation));

        Assert.Equal(Blob.Length, answer.Content.Headers.ContentLength);
        Assert.IsType<HttpIOException>(broken is HttpRequestException wrapped ? wrapped.InnerException : broken);
        Assert.Equal(Blob[..1000], read.ToArray());
        Assert.Equal(Blob, await registry.Client.GetByteArrayAsync(Place, Cancellation));
    }

    [Theory]
    [InlineData(17, 17)]
    [InlineData(1_000_000, 4999)]
    public async Task A_served_body_has_one_byte_changed(long at, int changed)
    {
        await using var registry = await FaultyRegistry.StartAsync(FaultyRegistry.Rule(new FaultAction.WrongBytes(at), "blob-get"));
        (await PushAsync(registry)).EnsureSuccessStatusCode();

        var served = await registry.Client.GetByteArrayAsync(Place, Cancellation);

        Assert.Equal(changed, Assert.Single(Enumerable.Range(0, Blob.Length), index => served[index] != Blob[index]));
        Assert.Equal(Blob, await registry.Client.GetByteArrayAsync(Place, Cancellation));
    }

    [Fact]
    public async Task What_has_no_body_is_not_struck_by_what_spoils_bodies()
    {
        await using var registry = await FaultyRegistry.StartAsync(FaultyRegistry.Rule(new FaultAction.Truncate(), count: null), FaultyRegistry.Rule(new FaultAction.WrongBytes(), count: null));

        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(registry, Place));
        (await PushAsync(registry)).EnsureSuccessStatusCode();
        using var head = new HttpRequestMessage(HttpMethod.Head, Place);
        (await registry.Client.SendAsync(head, Cancellation)).EnsureSuccessStatusCode();

        Assert.Empty(registry.Hits);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4999)]
    public async Task A_full_disk_stores_nothing_half(long after)
    {
        await using var registry = await FaultyRegistry.StartAsync(FaultyRegistry.Rule(new FaultAction.DiskFull(after), "blob-upload"));

        using (var full = await PushAsync(registry))
            Assert.Equal(HttpStatusCode.InsufficientStorage, full.StatusCode);

        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(registry, Place));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(registry.Fixture.DataDirectory, "oci", "uploads")));
        Assert.Equal("disk-full", Assert.Single(registry.Hits).Fault);
        (await PushAsync(registry)).EnsureSuccessStatusCode();
        Assert.Equal(Blob, await registry.Client.GetByteArrayAsync(Place, Cancellation));
    }

    [Fact]
    public async Task A_wrong_clock_is_seen_in_dates_tokens_and_limits()
    {
        var now = new DateTimeOffset(2030, 1, 1, 12, 0, 0, TimeSpan.Zero);
        await using var registry = await FaultyRegistry.StartAsync(new ManualClock(now), FaultyRegistry.Rule(new FaultAction.ClockSkew(TimeSpan.FromHours(-2)), "token"), FaultyRegistry.Rule(new FaultAction.ClockSkew(TimeSpan.FromHours(3)), "repository-get"));

        using var token = await registry.Client.GetAsync("token?scope=repository:o/app:pull", Cancellation);
        var issued = (await token.Content.ReadFromJsonAsync<JsonObject>(Cancellation))!;
        using var limited = await registry.Client.GetAsync("api/v3/user", Cancellation);
        using var right = await registry.Client.GetAsync("api/v3/user", Cancellation);

        Assert.Equal(now.AddHours(-2), DateTimeOffset.Parse(issued["issued_at"]!.GetValue<string>(), CultureInfo.InvariantCulture));
        Assert.Equal(3 * 3600, ResetOf(limited) - ResetOf(right));
        Assert.True(limited.Headers.Date > right.Headers.Date + TimeSpan.FromHours(2.5));
    }

    [Fact]
    public async Task Slow_bytes_all_come()
    {
        await using var registry = await FaultyRegistry.StartAsync(FaultyRegistry.Rule(new FaultAction.Slow(100_000), count: null));

        (await PushAsync(registry)).EnsureSuccessStatusCode();

        Assert.Equal(Blob, await registry.Client.GetByteArrayAsync(Place, Cancellation));
        Assert.Equal(2, registry.Hits.Length);
    }

    [Fact]
    public async Task What_is_down_answers_nothing_until_it_is_up()
    {
        await using var registry = await FaultyRegistry.StartAsync(
            new FaultRule { Route = new FaultRoute { Protocol = "oci", Places = ["o"] }, Action = new FaultAction.Down(Code: null), Occurrence = new Occurrence { Count = 2 } },
            new FaultRule { Route = new FaultRoute { Protocol = "oci", Places = ["o"] }, Action = new FaultAction.Down(), Occurrence = new Occurrence { Count = 2 } });

        await AssertResetAsync(() => PushAsync(registry));
        await AssertResetAsync(() => PushAsync(registry));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await StatusAsync(registry, Place));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(registry, Place.Replace("/o/", "/of/", StringComparison.Ordinal)));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await StatusAsync(registry, Place));
        (await PushAsync(registry)).EnsureSuccessStatusCode();
    }

    [Fact]
    public async Task Occurrences_are_counted_by_what_fits_the_route()
    {
        var rule = new FaultRule
        {
            Route = new FaultRoute { Methods = ["get"], Path = "/api/v3/repos/*/releases" },
            Occurrence = new Occurrence { From = 2, Every = 3, Count = 2 },
            Action = new FaultAction.Status(500),
        };
        await using var registry = await FaultyRegistry.StartAsync(rule);

        var statuses = new List<int>();
        for (var number = 1; number <= 9; number++)
        {
            Assert.NotEqual(HttpStatusCode.InternalServerError, await StatusAsync(registry, "api/v3/user"));
            statuses.Add((int)await StatusAsync(registry, "api/v3/repos/o/r/releases"));
        }

        Assert.Equal([404, 500, 404, 404, 500, 404, 404, 404, 404], statuses);
    }

    [Fact]
    public async Task The_same_seed_strikes_the_same_requests()
    {
        var rule = new FaultRule { Occurrence = new Occurrence { Probability = 0.5 }, Action = new FaultAction.Status(500) };
        var runs = new List<string>();
        for (var run = 0; run < 2; run++)
        {
            await using var registry = await FaultyRegistry.StartAsync(rule);
            var seen = new List<HttpStatusCode>();
            for (var number = 0; number < 30; number++)
                seen.Add(await StatusAsync(registry, "api/v3/user"));
            runs.Add(string.Join(' ', seen));
        }

        Assert.Equal(runs[0], runs[1]);
        Assert.Contains("InternalServerError", runs[0], StringComparison.Ordinal);
        Assert.Contains("OK", runs[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Faults_begin_and_end_when_told()
    {
        await using var registry = await FaultyRegistry.StartAsync(FaultyRegistry.Rule(new FaultAction.Status(500), count: null));

        Assert.Equal(HttpStatusCode.InternalServerError, await StatusAsync(registry, "api/v3/user"));
        registry.Faults.End();
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(registry, "api/v3/user"));
        registry.Faults.Begin();
        Assert.Equal(HttpStatusCode.InternalServerError, await StatusAsync(registry, "api/v3/user"));
    }

    private static Task<HttpResponseMessage> PushAsync(FaultyRegistry registry, CancellationToken? until = null) =>
        registry.Client.PostAsync($"v2/o/app/blobs/uploads/?digest={Digest.OfSha256(Blob)}", new ByteArrayContent(Blob), until ?? Cancellation);

    private static async Task<HttpStatusCode> StatusAsync(FaultyRegistry registry, string path)
    {
        using var answer = await registry.Client.GetAsync(path, HttpCompletionOption.ResponseHeadersRead, Cancellation);
        return answer.StatusCode;
    }

    private static async Task AssertResetAsync(Func<Task> send)
    {
        var failed = await Assert.ThrowsAsync<HttpRequestException>(send);
        var socket = failed.GetBaseException() as SocketException;
        Assert.True(socket?.SocketErrorCode is SocketError.ConnectionReset or SocketError.Shutdown, failed.ToString());
    }

    private static long ResetOf(HttpResponseMessage answer) =>
        long.Parse(answer.Headers.GetValues("X-RateLimit-Reset").Single(), CultureInfo.InvariantCulture);
}
