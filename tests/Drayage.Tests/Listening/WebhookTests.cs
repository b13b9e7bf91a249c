using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Drayage.Model.Events;
using Drayage.Tests.Model.Events;
using Xunit;

namespace Drayage.Tests.Listening;

/// <summary>What a webhook is answered, and that only what should has an effect.</summary>
public sealed class WebhookTests : IAsyncLifetime
{
    private readonly ListenerScene scene = new();

    public async ValueTask InitializeAsync() => await scene.StartAsync();

    [Fact]
    public async Task A_published_release_is_delivered_once()
    {
        Assert.Equal(HttpStatusCode.Accepted, await StatusAsync("release", ListenerScene.Published("v1")));
        await scene.IdleAsync(1);

        Assert.Equal(["v1"], scene.Handler.Runs);
    }

    [Fact]
    public async Task A_replay_does_nothing()
    {
        Assert.Equal(HttpStatusCode.Accepted, await StatusAsync("release", ListenerScene.Published("v1"), delivery: "d-1"));
        await scene.IdleAsync(1);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync("release", ListenerScene.Published("v1"), delivery: "d-1"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync("release", ListenerScene.Published("v2", id: 8), delivery: "d-1"));
        await scene.StopAsync();
        await scene.StartAsync();
        Assert.Equal(HttpStatusCode.OK, await StatusAsync("release", ListenerScene.Published("v1"), delivery: "d-1"));

        Assert.Single(scene.Handler.Looks);
        Assert.Single(scene.Entries());
    }

    [Fact]
    public async Task The_same_release_told_again_is_known()
    {
        await StatusAsync("release", ListenerScene.Published("v1"));
        await scene.IdleAsync(1);

        Assert.Equal(HttpStatusCode.OK, await StatusAsync("release", ListenerScene.Published("v1")));
        Assert.Single(scene.Handler.Looks);
    }

    [Theory]
    [InlineData("sha256=0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("")]
    [InlineData("nonsense")]
    public async Task A_wrong_signature_is_unauthorized(string signature) =>
        await RefusedAsync(HttpStatusCode.Unauthorized, scene.WebhookAsync("release", ListenerScene.Published("v1"), signature: signature));

    [Fact]
    public async Task An_oversized_body_is_too_large() =>
        await RefusedAsync(HttpStatusCode.RequestEntityTooLarge, scene.WebhookAsync("release", new string(' ', (4 * 1024 * 1024) + 1)));

    [Theory]
    [InlineData("tag=v1")]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[1]")]
    [InlineData("{\"release\":7}")]
    public async Task A_body_that_is_no_webhook_is_a_bad_request(string body) =>
        await RefusedAsync(HttpStatusCode.BadRequest, scene.WebhookAsync("release", body));

    [Theory]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("text/plain")]
    public async Task Another_content_type_is_not_supported(string type) =>
        await RefusedAsync(HttpStatusCode.UnsupportedMediaType, scene.WebhookAsync("release", ListenerScene.Published("v1"), contentType: type));

    [Theory]
    [InlineData("push", "published", ListenerScene.Repository)]
    [InlineData("release", "created", ListenerScene.Repository)]
    [InlineData("release", "deleted", ListenerScene.Repository)]
    [InlineData("release", "published", "another/repository")]
    [InlineData("invented", "published", ListenerScene.Repository)]
    public async Task What_is_about_something_else_is_ignored(string type, string action, string repository) =>
        await RefusedAsync(HttpStatusCode.NoContent, scene.WebhookAsync(type, ListenerScene.Published("v1", repository, action)));

    [Fact]
    public async Task A_ping_is_answered() => await RefusedAsync(HttpStatusCode.OK, scene.WebhookAsync("ping", """{"zen":"Keep it logically awesome."}"""));

    [Fact]
    public async Task A_dispatch_carries_the_event()
    {
        Assert.Equal(HttpStatusCode.Accepted, await StatusAsync("repository_dispatch", Dispatch(EventCodec.Write(Events.Published))));
        await scene.UntilAsync(() => !scene.Handler.Looks.IsEmpty);
        Assert.Equal([Events.Release.Tag], scene.Handler.Looks);
    }

    [Fact]
    public async Task A_dispatch_that_tells_of_something_else_is_ignored()
    {
        await RefusedAsync(HttpStatusCode.NoContent, scene.WebhookAsync("repository_dispatch", Dispatch(EventCodec.Write(Events.All[2]))));
        await RefusedAsync(HttpStatusCode.NoContent, scene.WebhookAsync("repository_dispatch", $$"""{"repository":{"full_name":"{{ListenerScene.Repository}}"},"client_payload":{"other":1} }"""));
    }

    [Theory]
    [InlineData("schema", "2.0")]
    [InlineData("id", "00")]
    public async Task An_event_of_another_version_or_without_its_own_id_cannot_be_processed(string field, string value)
    {
        var told = JsonNode.Parse(EventCodec.Write(Events.Published))!;
        told[field] = value;
        await RefusedAsync(HttpStatusCode.UnprocessableEntity, scene.WebhookAsync("repository_dispatch", Dispatch(Encoding.UTF8.GetBytes(told.ToJsonString()))));
    }

    public ValueTask DisposeAsync() => scene.DisposeAsync();

    private static string Dispatch(byte[] told) =>
        $$"""{"action":"release.published","repository":{"full_name":"{{ListenerScene.Repository}}"},"client_payload":{"event":{{Encoding.UTF8.GetString(told)}} } }""";

    private async Task<HttpStatusCode> StatusAsync(string type, string body, string? delivery = null)
    {
        using var answer = await scene.WebhookAsync(type, body, delivery);
        return answer.StatusCode;
    }

    /// <summary>It is answered so, and leaves no trace in the queue.</summary>
    private async Task RefusedAsync(HttpStatusCode status, Task<HttpResponseMessage> asked)
    {
        using var answer = await asked;
        Assert.Equal(status, answer.StatusCode);
        Assert.Equal(0, new FileInfo(Path.Combine(scene.State, "queue.jsonl")).Length);
        Assert.Empty(scene.Handler.Looks);
    }
}
