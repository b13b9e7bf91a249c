using System.Net;
using System.Text;
using Drayage.Platform.Http;
using Drayage.Testing;
using Xunit;

namespace Drayage.Tests.Platform.Http;

public sealed class HttpRetryTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("408 Request Timeout")]
    [InlineData("429 Too Many Requests")]
    [InlineData("500 Internal Server Error")]
    [InlineData("502 Bad Gateway")]
    [InlineData("503 Service Unavailable")]
    [InlineData("504 Gateway Timeout")]
    public async Task A_repeatable_request_is_sent_again(string status)
    {
        await using var server = new LoopbackServer(
            request => request.Number < 3 ? LoopbackAnswer.Of(status, "busy") : LoopbackAnswer.Of("200 OK", "done"));
        using var fixture = new PipelineFixture();

        using var reply = (await fixture.Pipeline.SendAsync(HttpCall.Get(server.Address), Cancellation)).RequireAnswer("get");

        Assert.Equal(HttpStatusCode.OK, reply.Status);
        Assert.Equal("done", Encoding.UTF8.GetString((await reply.ReadBodyAsync(100, Cancellation)).Span));
        Assert.Equal(3, server.Received.Count);
        Assert.Equal([1, 2], fixture.Retries.Select(retry => retry.Attempt));
        Assert.Contains($"{status} (busy)", fixture.Retries[0].Because);
    }

    [Theory]
    [InlineData("400 Bad Request")]
    [InlineData("401 Unauthorized")]
    [InlineData("403 Forbidden")]
    [InlineData("404 Not Found")]
    [InlineData("409 Conflict")]
    [InlineData("501 Not Implemented")]
    public async Task A_final_answer_is_not_asked_for_again(string status)
    {
        await using var server = new LoopbackServer(_ => LoopbackAnswer.Of(status));
        using var fixture = new PipelineFixture();
        using var reply = (await fixture.Pipeline.SendAsync(HttpCall.Get(server.Address), Cancellation)).RequireAnswer("get");
        Assert.Single(server.Received);
    }

    [Fact]
    public async Task A_request_that_may_not_be_repeated_is_sent_once()
    {
        await using var server = new LoopbackServer(
            request => request.Number == 1 ? LoopbackAnswer.Of("503 Service Unavailable") : LoopbackAnswer.CutOff(LoopbackEnding.Reset));
        using var fixture = new PipelineFixture();
        var call = new HttpCall { Method = HttpMethod.Post, Uri = server.Address, Repeatable = false };

        using var reply = (await fixture.Pipeline.SendAsync(call, Cancellation)).RequireAnswer("post");
        var broken = await fixture.Pipeline.FetchAsync(call, 1000, Cancellation);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, reply.Status);
        Assert.False(Assert.IsType<HttpResult.Unanswered>(broken).Failure.NothingWasSent);
        Assert.Equal(2, server.Received.Count);
        Assert.Empty(fixture.Retries);
    }

    [Theory]
    [InlineData(LoopbackEnding.Close)]
    [InlineData(LoopbackEnding.Reset)]
    public async Task Not_even_the_connection_pool_repeats_it(LoopbackEnding ending)
    {
        await using var server = new LoopbackServer(_ => new LoopbackAnswer([], ending));
        using var fixture = new PipelineFixture();
        var call = new HttpCall { Method = HttpMethod.Post, Uri = server.Address, Repeatable = false };
        var result = await fixture.Pipeline.SendAsync(call, Cancellation);
        Assert.Equal(HttpFailureKind.ConnectionLost, Assert.IsType<HttpResult.Unanswered>(result).Failure.Kind);
        Assert.Single(server.Received);
    }

    [Fact]
    public async Task The_body_is_made_anew_for_each_sending()
    {
        await using var server = new LoopbackServer(
            request => LoopbackAnswer.Of(request.Number < 3 ? "500 Internal Server Error" : "201 Created"));
        using var fixture = new PipelineFixture();
        var call = new HttpCall
        {
            Method = HttpMethod.Put,
            Uri = server.Address,
            Content = () => new StreamContent(new MemoryStream("content"u8.ToArray())),
            Repeatable = true,
        };
        using var reply = (await fixture.Pipeline.SendAsync(call, Cancellation)).RequireAnswer("put");
        Assert.Equal(HttpStatusCode.Created, reply.Status);
        Assert.Equal(["content", "content", "content"], server.Received.Select(request => Encoding.UTF8.GetString(request.Body)));
    }

    [Theory]
    [InlineData(LoopbackEnding.Close)]
    [InlineData(LoopbackEnding.Reset)]
    public async Task A_broken_connection_is_retried(LoopbackEnding ending)
    {
        await using var server = new LoopbackServer(request => request.Number switch
        {
            1 => new LoopbackAnswer([], ending),
            2 => LoopbackAnswer.CutOff(ending),
            _ => LoopbackAnswer.Of("200 OK", "whole"),
        });
        using var fixture = new PipelineFixture();
        using var reply = (await fixture.Pipeline.FetchAsync(HttpCall.Get(server.Address), 1000, Cancellation)).RequireAnswer("get");
        Assert.Equal("whole", Encoding.UTF8.GetString((await reply.ReadBodyAsync(1000, Cancellation)).Span));
        // The connection pool repeats the first one itself when the connection ends in good order.
        Assert.Equal(ending == LoopbackEnding.Close ? 1 : 2, fixture.Retries.Length);
        Assert.Equal(3, server.Received.Count);
        Assert.All(fixture.Retries, retry => Assert.Contains("broke before the answer was complete", retry.Because));
    }

    [Fact]
    public async Task Silence_is_retried_and_then_told()
    {
        await using var server = new LoopbackServer(request => request.Number % 2 == 0
            ? LoopbackAnswer.CutOff(LoopbackEnding.Silence)
            : new LoopbackAnswer([], LoopbackEnding.Silence));
        using var fixture = new PipelineFixture(options => options with { Patience = TimeSpan.FromMilliseconds(100), Retries = 1 });
        var result = await fixture.Pipeline.FetchAsync(HttpCall.Get(server.Address), 1000, Cancellation);
        Assert.Equal(HttpFailureKind.TimedOut, Assert.IsType<HttpResult.Unanswered>(result).Failure.Kind);
        Assert.Equal(2, server.Received.Count);
        Assert.Contains("was silent for 0.1 s", Assert.Single(fixture.Retries).Because);
    }

    [Fact]
    public async Task Retry_after_in_seconds_is_waited_for()
    {
        await using var server = new LoopbackServer(request => request.Number == 1
            ? LoopbackAnswer.Of("429 Too Many Requests", "", "Retry-After: 1")
            : LoopbackAnswer.Of("200 OK"));
        using var fixture = new PipelineFixture();
        var started = TimeProvider.System.GetTimestamp();
        using var reply = (await fixture.Pipeline.SendAsync(HttpCall.Get(server.Address), Cancellation)).RequireAnswer("get");
        Assert.Equal(HttpStatusCode.OK, reply.Status);
        Assert.Equal(TimeSpan.FromSeconds(1), Assert.Single(fixture.Retries).Delay);
        Assert.True(TimeProvider.System.GetElapsedTime(started) >= TimeSpan.FromSeconds(0.95));
    }

    [Fact]
    public async Task A_pause_beyond_the_limit_is_told_instead_of_waited_for()
    {
        await using var server = new LoopbackServer(
            _ => LoopbackAnswer.Of("503 Service Unavailable", "", "Retry-After: 3600"));
        using var fixture = new PipelineFixture();
        using var reply = (await fixture.Pipeline.SendAsync(HttpCall.Get(server.Address), Cancellation)).RequireAnswer("get");
        Assert.Single(server.Received);
        var failure = await reply.ToFailureAsync(Cancellation);
        Assert.Equal(TimeSpan.FromHours(1), failure.RetryAfter);
        Assert.Contains("in 3600 seconds", failure.ToException("upload failed").Hint);
    }

    [Fact]
    public async Task Retries_end()
    {
        await using var server = new LoopbackServer(_ => LoopbackAnswer.Of("500 Internal Server Error"));
        using var fixture = new PipelineFixture(options => options with { Retries = 2 });
        using var reply = (await fixture.Pipeline.SendAsync(HttpCall.Get(server.Address), Cancellation)).RequireAnswer("get");
        Assert.Equal(HttpStatusCode.InternalServerError, reply.Status);
        Assert.Equal(3, server.Received.Count);
    }

    [Fact]
    public async Task Nothing_listening_is_retried_and_told()
    {
        using var fixture = new PipelineFixture(options => options with { Retries = 2 });
        var result = await fixture.Pipeline.SendAsync(HttpCall.Get(new Uri($"http://127.0.0.1:{LoopbackPort.Free()}/x")), Cancellation);
        var failure = Assert.IsType<HttpResult.Unanswered>(result).Failure;
        Assert.Equal(HttpFailureKind.ConnectionRefused, failure.Kind);
        Assert.True(failure.NothingWasSent);
        Assert.Contains("refused the connection: nothing listens there", failure.Describe());
        Assert.Equal(2, fixture.Retries.Length);
    }

    [Fact]
    public async Task Cancelling_ends_the_wait_between_two_sendings()
    {
        await using var server = new LoopbackServer(_ => LoopbackAnswer.Of("503 Service Unavailable", "", "Retry-After: 60"));
        using var cancelled = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        using var fixture = new PipelineFixture(options => options with
        {
            LongestServerDelay = TimeSpan.FromMinutes(5),
            Observer = told =>
            {
                if (told is HttpEvent.Retrying)
                    cancelled.Cancel();
            },
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => fixture.Pipeline.SendAsync(HttpCall.Get(server.Address), cancelled.Token));
        Assert.Single(server.Received);
    }

    [Fact]
    public async Task A_plain_client_gets_the_same_retries_for_safe_methods_only()
    {
        await using var server = new LoopbackServer(
            request => LoopbackAnswer.Of(request.Number == 1 || request.Method == "POST" ? "503 Service Unavailable" : "200 OK", "body"));
        using var fixture = new PipelineFixture();
        using var client = fixture.Pipeline.NewClient();
        Assert.Equal("body", await client.GetStringAsync(server.Address, Cancellation));
        using var posted = await client.PostAsync(server.Address, new StringContent("x"), Cancellation);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, posted.StatusCode);
        Assert.Equal(["GET", "GET", "POST"], server.Received.Select(request => request.Method));
        Assert.Equal("x", Encoding.UTF8.GetString(server.Received.Last().Body));

        var refused = await Assert.ThrowsAsync<HttpFailureException>(
            () => client.PostAsync(new Uri($"http://127.0.0.1:{LoopbackPort.Free()}/"), null, Cancellation));
        Assert.Equal(HttpFailureKind.ConnectionRefused, refused.Failure.Kind);
    }
}
