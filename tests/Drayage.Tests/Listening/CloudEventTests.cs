using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Drayage.Model.Events;
using Drayage.Tests.Model.Events;
using Xunit;

namespace Drayage.Tests.Listening;

/// <summary>What a CloudEvent is answered, and that only what should has an effect.</summary>
public sealed class CloudEventTests : IAsyncLifetime
{
    private static readonly (string Name, string Value)[] Attributes =
        [("ce-specversion", "1.0"), ("ce-id", Events.Published.Id), ("ce-source", "https://github.com/example/tide"), ("ce-type", "dev.drayage.release.published"), ("ce-subject", "v1%20%C3%A4")];

    private readonly ListenerScene scene = new();

    private static string Data => Encoding.UTF8.GetString(EventCodec.Write(Events.Published));

    public async ValueTask InitializeAsync() => await scene.StartAsync();

    [Fact]
    public async Task An_event_told_in_either_mode_is_one_event()
    {
        scene.Handler.OnResolve = release => new Drayage.Listening.Resolution.Verified(release.Waybill!);
        Assert.Equal(HttpStatusCode.Accepted, await StatusAsync(scene.EventAsync(Envelope())));
        await scene.IdleAsync(1);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(scene.EventAsync(Data, "application/json", headers: Attributes)));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(scene.EventAsync(Envelope(json => json["id"] = "another"))));

        Assert.Equal([Events.Release.Tag], scene.Handler.Runs);
    }

    [Fact]
    public async Task A_binary_event_is_taken()
    {
        Assert.Equal(HttpStatusCode.Accepted, await StatusAsync(scene.EventAsync(Data, "application/json; charset=utf-8", headers: Attributes)));
        await scene.UntilAsync(() => !scene.Handler.Looks.IsEmpty);
    }

    [Fact]
    public async Task A_wrong_token_or_signature_is_unauthorized()
    {
        await RefusedAsync(HttpStatusCode.Unauthorized, scene.EventAsync(Envelope(), token: "other"));
        await RefusedAsync(HttpStatusCode.Unauthorized, scene.EventAsync(Envelope(), signature: ListenerScene.Sign("other", ListenerScene.EventSecret)));
    }

    [Fact]
    public async Task An_oversized_event_is_too_large() =>
        await RefusedAsync(HttpStatusCode.RequestEntityTooLarge, scene.EventAsync(Envelope(json => json["filler"] = new string('x', 128 * 1024))));

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/cloudevents-batch+json")]
    [InlineData("text/plain")]
    public async Task What_carries_no_event_is_not_supported(string type) =>
        await RefusedAsync(HttpStatusCode.UnsupportedMediaType, scene.EventAsync(Envelope(), type));

    [Theory]
    [InlineData("no json")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"specversion":"0.3","id":"a","source":"b","type":"dev.drayage.release.published"}""")]
    [InlineData("""{"specversion":"1.0","source":"b","type":"dev.drayage.release.published"}""")]
    [InlineData("""{"specversion":"1.0","id":"\ud800","source":"b","type":"dev.drayage.release.published"}""")]
    public async Task What_is_no_event_is_a_bad_request(string body) => await RefusedAsync(HttpStatusCode.BadRequest, scene.EventAsync(body));

    [Fact]
    public async Task A_body_in_binary_mode_that_is_no_JSON_is_a_bad_request() =>
        await RefusedAsync(HttpStatusCode.BadRequest, scene.EventAsync("no json", "application/json", headers: Attributes));

    [Fact]
    public async Task Data_that_is_no_event_of_ours_cannot_be_processed()
    {
        await RefusedAsync(HttpStatusCode.UnprocessableEntity, scene.EventAsync(Envelope(json => json["data"]!["schema"] = "2.0")));
        await RefusedAsync(HttpStatusCode.UnprocessableEntity, scene.EventAsync(Envelope(json => json.Remove("data"))));
        await RefusedAsync(HttpStatusCode.UnprocessableEntity, scene.EventAsync(Envelope(json => json["data"]!["schema"] = "here").Replace("\"here\"", """ "\ud800" """, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task An_envelope_that_disagrees_with_its_data_is_a_bad_request() =>
        await RefusedAsync(HttpStatusCode.BadRequest, scene.EventAsync(Envelope(json => json["data"] = JsonNode.Parse(EventCodec.Write(Events.All[1])))));

    [Theory]
    [InlineData("dev.drayage.consignment.delivered")]
    [InlineData("com.example.invented")]
    public async Task Other_types_are_ignored(string type) =>
        await RefusedAsync(HttpStatusCode.NoContent, scene.EventAsync(Envelope(json => json["type"] = type)));

    [Fact]
    public async Task What_is_not_configured_is_not_there()
    {
        await scene.StopAsync();
        await scene.StartAsync(options => options with { EventToken = null, EventSecret = null, WebhookSecret = null });

        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(scene.EventAsync(Envelope())));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(scene.WebhookAsync("ping", "{}")));
    }

    public ValueTask DisposeAsync() => scene.DisposeAsync();

    private static string Envelope(Action<JsonObject>? change = null)
    {
        var json = new JsonObject
        {
            ["specversion"] = "1.0",
            ["id"] = Events.Published.Id,
            ["source"] = "https://github.com/example/tide",
            ["type"] = "dev.drayage.release.published",
            ["data"] = JsonNode.Parse(Data),
        };
        change?.Invoke(json);
        return json.ToJsonString();
    }

    private static async Task<HttpStatusCode> StatusAsync(Task<HttpResponseMessage> asked)
    {
        using var answer = await asked;
        return answer.StatusCode;
    }

    private async Task RefusedAsync(HttpStatusCode status, Task<HttpResponseMessage> asked)
    {
        Assert.Equal(status, await StatusAsync(asked));
        Assert.Equal(0, new FileInfo(Path.Combine(scene.State, "queue.jsonl")).Length);
        Assert.Empty(scene.Handler.Looks);
    }
}
