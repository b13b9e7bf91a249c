using System.Net;
using System.Text;
using Drayage.Platform.Http;
using Drayage.Testing;
using Xunit;

namespace Drayage.Tests.Platform.Http;

public sealed class HttpRedirectTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Headers => ["bearer", "basic", "X-Api-Key"];

    [Theory]
    [MemberData(nameof(Headers))]
    public async Task Credentials_do_not_go_to_another_origin(string kind)
    {
        await using var elsewhere = new LoopbackServer(_ => LoopbackAnswer.Of("200 OK", "there"));
        await using var server = new LoopbackServer(_ => LoopbackAnswer.Redirect("302 Found", new Uri(elsewhere.Address, "/blob?sig=abc")));
        using var fixture = new PipelineFixture();
        var source = fixture.Secrets.Source(new Drayage.Platform.Secrets.SecretReference.Variable("TOKEN"));
        HttpCredential credential = kind switch
        {
            "bearer" => new HttpCredential.Bearer(source),
            "basic" => new HttpCredential.Basic("user", source),
            _ => new HttpCredential.Header(kind, "token ", source),
        };
        var name = kind == "X-Api-Key" ? kind : "Authorization";

        var call = HttpCall.Get(server.Address).WithHeader("Accept", "text/plain") with { Credential = credential };
        using var reply = (await fixture.Pipeline.FetchAsync(call, 1000, Cancellation)).RequireAnswer("get");

        Assert.Equal("there", Encoding.UTF8.GetString((await reply.ReadBodyAsync(1000, Cancellation)).Span));
        Assert.Equal(new Uri(elsewhere.Address, "/blob?sig=abc"), reply.Uri);
        var sent = Assert.Single(server.Received).Headers[name];
        Assert.Equal(kind switch
        {
            "bearer" => "Bearer " + PipelineFixture.Token,
            "basic" => "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("user:" + PipelineFixture.Token)),
            _ => "token " + PipelineFixture.Token,
        }, sent);
        var arrived = Assert.Single(elsewhere.Received);
        Assert.DoesNotContain(name, arrived.Headers.Keys);
        Assert.DoesNotContain(arrived.Headers.Values, value => value.Contains(PipelineFixture.Token));
        Assert.Equal("text/plain", arrived.Headers["Accept"]);
        Assert.DoesNotContain(fixture.Events, happened => happened.ToString()!.Contains("abc"));
    }

    [Fact]
    public async Task Credentials_stay_within_the_origin()
    {
        await using var server = new LoopbackServer(request => request.Target == "/old"
            ? LoopbackAnswer.Of("301 Moved Permanently", "", "Location: /new")
            : LoopbackAnswer.Of("200 OK"));
        using var fixture = new PipelineFixture();
        var call = HttpCall.Get(new Uri(server.Address, "/old")) with { Credential = fixture.Credential };
        using var reply = (await fixture.Pipeline.SendAsync(call, Cancellation)).RequireAnswer("get");
        Assert.Equal(HttpStatusCode.OK, reply.Status);
        Assert.All(server.Received, request => Assert.Equal("Bearer " + PipelineFixture.Token, request.Headers["Authorization"]));
    }

    [Fact]
    public async Task An_upload_follows_within_the_origin_only_and_with_its_body()
    {
        await using var elsewhere = new LoopbackServer(_ => LoopbackAnswer.Of("200 OK"));
        await using var server = new LoopbackServer(request => request.Target switch
        {
            "/legacy" => LoopbackAnswer.Of("308 Permanent Redirect", "", "Location: /legacy/"),
            "/away" => LoopbackAnswer.Redirect("307 Temporary Redirect", elsewhere.Address),
            "/see" => LoopbackAnswer.Of("303 See Other", "", "Location: /legacy/"),
            _ => LoopbackAnswer.Of("201 Created"),
        });
        using var fixture = new PipelineFixture();

        Assert.Equal(HttpStatusCode.Created, await PostAsync("/legacy"));
        Assert.Equal("content", Encoding.UTF8.GetString(server.Received.Last().Body));
        Assert.Equal(HttpStatusCode.TemporaryRedirect, await PostAsync("/away"));
        Assert.Equal(HttpStatusCode.SeeOther, await PostAsync("/see"));
        Assert.Empty(elsewhere.Received);

        async Task<HttpStatusCode> PostAsync(string path)
        {
            var call = new HttpCall
            {
                Method = HttpMethod.Post,
                Uri = new Uri(server.Address, path),
                Content = () => new StringContent("content"),
                Repeatable = false,
            };
            using var reply = (await fixture.Pipeline.SendAsync(call, Cancellation)).RequireAnswer("post");
            return reply.Status;
        }
    }

    [Fact]
    public async Task A_circle_ends()
    {
        await using var server = new LoopbackServer(_ => LoopbackAnswer.Of("302 Found", "", "Location: /"));
        using var fixture = new PipelineFixture();
        var result = await fixture.Pipeline.SendAsync(HttpCall.Get(server.Address), Cancellation);
        Assert.Equal(HttpFailureKind.Redirect, Assert.IsType<HttpResult.Unanswered>(result).Failure.Kind);
        Assert.Equal(11, server.Received.Count);
    }

    [Fact]
    public async Task A_redirect_is_the_reply_when_asked_for()
    {
        await using var server = new LoopbackServer(_ => LoopbackAnswer.Of("302 Found", "", "Location: next"));
        using var fixture = new PipelineFixture();
        var call = HttpCall.Get(new Uri(server.Address, "/a/b")) with { FollowRedirects = false };
        using var reply = (await fixture.Pipeline.SendAsync(call, Cancellation)).RequireAnswer("get");
        Assert.Equal(new Uri(server.Address, "/a/next"), reply.Location);
    }
}
