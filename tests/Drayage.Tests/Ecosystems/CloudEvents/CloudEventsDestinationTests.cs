using System.Text;
using System.Text.Json;
using Drayage.Ecosystems.CloudEvents;
using Drayage.Model.Events;
using Drayage.Pipeline.Publishing;
using Drayage.Testing;
using Drayage.Tests.Model.Events;
using Xunit;

namespace Drayage.Tests.Ecosystems.CloudEvents;

public sealed class CloudEventsDestinationTests : IAsyncLifetime
{
    private readonly CloudEventsDestination kind = new();
    private RegistryFixture? registry;
    private AnnouncementScene? scene;

    private AnnouncementScene Scene => scene!;

    public async ValueTask InitializeAsync() => scene = new AnnouncementScene(registry = await RegistryFixture.StartAsync());

    [Theory]
    [InlineData("structured")]
    [InlineData("binary")]
    public async Task An_event_comes_through_with_its_attributes(string mode)
    {
        await Scene.TellAsync(kind, Scene.Rehearsing, Events.All[2], ("url", "https://hooks.example/drayage"), ("mode", mode), ("signing-secret", "env:S"));

        var received = Assert.Single(await ReceivedAsync());
        Assert.Equal(mode, received.GetProperty("mode").GetString());
        Assert.Equal(Events.All[2].Id, received.GetProperty("id").GetString());
        Assert.Equal("https://github.com/example/tidewater", received.GetProperty("source").GetString());
        Assert.Equal("dev.drayage.consignment.delivered", received.GetProperty("type").GetString());
        Assert.Equal("ghcr/tide", received.GetProperty("subject").GetString());
        Assert.Equal(ReleaseEvent.SchemaId, received.GetProperty("dataSchema").GetString());
        Assert.True(received.GetProperty("signed").GetBoolean());
        Assert.Equal(Events.All[2].Id, EventCodec.Read(Encoding.UTF8.GetBytes(received.GetProperty("data").GetRawText())).Id);
    }

    [Fact]
    public async Task An_event_that_is_told_twice_is_one_event()
    {
        await Scene.TellAsync(kind, Scene.Rehearsing, Events.Published, ("url", "https://hooks.example/"));
        await Scene.TellAsync(kind, Scene.Rehearsing, Events.Published, ("url", "https://hooks.example/"), ("mode", "binary"));

        Assert.Equal(2, Assert.Single(await ReceivedAsync()).GetProperty("times").GetInt32());
    }

    [Fact]
    public async Task Headers_hold_what_is_beyond_ASCII_percent_encoded()
    {
        var told = Events.Published with { Release = Events.Release with { Tag = "v1 \"Flut\" 100% ä€" } };
        await Scene.TellAsync(kind, Scene.Rehearsing, told, ("url", "https://hooks.example/"), ("mode", "binary"));

        Assert.Equal(told.Release.Tag, Assert.Single(await ReceivedAsync()).GetProperty("subject").GetString());
    }

    [Fact]
    public async Task The_real_receiver_gets_bearer_and_signature_and_nothing_else_of_them()
    {
        await using var server = new LoopbackServer(_ => LoopbackAnswer.Of("202 Accepted"));

        await Scene.TellAsync(
            kind, Scene.Context(("T", "token-91"), ("S", "It's a Secret to Everybody")), Events.Published, ("url", $"{server.Address}in"), ("token", "env:T"), ("signing-secret", "env:S"));

        var request = Assert.Single(server.Received);
        Assert.Equal("/in", request.Target);
        Assert.Equal("Bearer token-91", request.Headers["Authorization"]);
        Assert.Equal("application/cloudevents+json; charset=utf-8", request.Headers["Content-Type"]);
        Assert.Equal($"sha256={await SignatureAsync(request.Body)}", request.Headers["X-Hub-Signature-256"]);
        Assert.DoesNotContain("token-91", Encoding.UTF8.GetString(request.Body), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("401 Unauthorized", DeliveryFailure.Refused, "signing-secret")]
    [InlineData("415 Unsupported Media Type", DeliveryFailure.Refused, "mode")]
    [InlineData("307 Temporary Redirect", DeliveryFailure.Refused, "url")]
    [InlineData("503 Service Unavailable", DeliveryFailure.Transient, "")]
    [InlineData("429 Too Many Requests", DeliveryFailure.Transient, "")]
    public async Task An_answer_that_is_no_success_is_told_with_what_to_do(string status, DeliveryFailure failure, string hint)
    {
        await using var elsewhere = new LoopbackServer(_ => LoopbackAnswer.Of("200 OK"));
        await using var server = new LoopbackServer(_ => status.StartsWith('3') ? LoopbackAnswer.Redirect(status, elsewhere.Address) : LoopbackAnswer.Of(status));

        var refused = await Assert.ThrowsAsync<DeliveryException>(() => Scene.TellAsync(kind, Scene.Context(), Events.Published, ("url", server.Address.AbsoluteUri)));

        Assert.Equal(failure, refused.Failure);
        Assert.Contains("event release.published of v0.4.0+b.1 was not taken", refused.Message, StringComparison.Ordinal);
        Assert.Contains(hint, refused.Hint ?? "", StringComparison.Ordinal);
        Assert.Empty(elsewhere.Received);
    }

    [Theory]
    [InlineData(64 * 1024 - 1, 0)]
    [InlineData(64 * 1024, 1)]
    public async Task An_event_is_at_most_what_every_intermediary_passes_on(int size, int omitted)
    {
        // The envelope's own size does not depend on what it holds.
        await using var server = new LoopbackServer(_ => LoopbackAnswer.Of("200 OK"));
        await Scene.TellAsync(kind, Scene.Context(), AnnouncementScene.OfSize(1000), ("url", server.Address.AbsoluteUri));
        var envelope = server.Received.Single().Body.Length - 1000;

        await Scene.TellAsync(kind, Scene.Context(), AnnouncementScene.OfSize(size + 1 - envelope), ("url", server.Address.AbsoluteUri));

        var body = server.Received.Last().Body;
        Assert.InRange(body.Length, 1, 64 * 1024);
        using var json = JsonDocument.Parse(body);
        Assert.Equal(omitted, EventCodec.Read(Encoding.UTF8.GetBytes(json.RootElement.GetProperty("data").GetRawText())).Release.ComponentsOmitted);
    }

    [Theory]
    [InlineData("http://hooks.example/")]
    [InlineData("ftp://hooks.example/")]
    [InlineData("https://user:secret@hooks.example/")]
    [InlineData("hooks.example")]
    public void An_address_that_would_give_something_away_is_refused(string url)
    {
        var problem = Assert.Single(DeliveryContexts.Read(kind, "hook", ("url", url)).Problems);

        Assert.DoesNotContain("secret", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://hooks.example/in")]
    [InlineData("http://127.0.0.1:9/in")]
    [InlineData("http://localhost:9/in")]
    [InlineData("http://[::1]:9/in")]
    public void Encrypted_addresses_and_those_of_this_machine_are_taken(string url) => AnnouncementScene.Settings(kind, ("url", url));

    [Fact]
    public async Task A_secret_that_is_not_set_is_told_before_and_stops_nothing()
    {
        var settings = AnnouncementScene.Settings(kind, ("url", "https://hooks.example/"), ("token", "env:MISSING"));
        var publisher = kind.CreatePublisher(settings, Scene.Context());
        var planned = Assert.Single(AnnouncementScene.Plan(kind, settings));

        var report = await publisher.PreflightAsync(new Drayage.Model.Delivery.Consignment { Id = planned.Id, Destination = "hook", Kind = planned.Kind, Address = planned.Address, Version = "1", Effects = [] }, CancellationToken.None);

        Assert.True(report.IsReady);
        Assert.Contains(report.Findings, finding => finding.Text.Contains("env:MISSING", StringComparison.Ordinal));
    }

    public async ValueTask DisposeAsync()
    {
        Scene.Dispose();
        await registry!.DisposeAsync();
    }

    private async Task<JsonElement[]> ReceivedAsync()
    {
        using var client = registry!.NewClient();
        using var document = JsonDocument.Parse(await client.GetStringAsync("events/hook", TestContext.Current.CancellationToken));
        return [.. document.RootElement.Clone().EnumerateArray()];
    }

    /// <summary>By a tool that shares no code with ours.</summary>
    private static async Task<string> SignatureAsync(byte[] body)
    {
        using var directory = new TemporaryDirectory();
        var path = directory.Write("body", body);
        var answer = await Peer.Require("openssl").RunAsync("dgst", "-sha256", "-hmac", "It's a Secret to Everybody", path);
        return answer.Succeeded().Output.Trim().Split(' ')[^1];
    }
}
