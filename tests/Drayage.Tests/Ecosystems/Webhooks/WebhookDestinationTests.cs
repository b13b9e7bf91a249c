using System.Text;
using System.Text.Json;
using Drayage.Ecosystems.Webhooks;
using Drayage.Model.Events;
using Drayage.Pipeline.Publishing;
using Drayage.Testing;
using Drayage.Tests.Model.Events;
using Xunit;

namespace Drayage.Tests.Ecosystems.Webhooks;

public sealed class WebhookDestinationTests : IAsyncLifetime
{
    private const string Hostile = "@everyone <!channel> <@U1> [x](https://evil.example) *b* `c` \\ & <at>all</at> #1";
    private static readonly string[] Formats = ["json", "slack", "discord", "teams"];

    private readonly WebhookDestination kind = new();
    private RegistryFixture? registry;
    private AnnouncementScene? scene;

    public static TheoryData<string, int> Each =>
        [.. Formats.SelectMany(format => Enumerable.Range(0, Events.All.Length).Select(place => (format, place)))];

    private AnnouncementScene Scene => scene!;

    public async ValueTask InitializeAsync() => scene = new AnnouncementScene(registry = await RegistryFixture.StartAsync());

    [Theory]
    [MemberData(nameof(Each))]
    public async Task Each_service_takes_each_event(string format, int place)
    {
        await Scene.TellAsync(kind, Scene.Rehearsing, Events.All[place], ("url", "env:CHAT_URL"), ("format", format));

        var message = Assert.Single(await ReceivedAsync(format)).GetProperty("body").GetRawText();
        Assert.Contains("tidewater 0.4.0", message.Replace("\\\\", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Any_service_gets_the_message_and_the_event()
    {
        await Scene.TellAsync(kind, Scene.Rehearsing, Events.Published, ("url", "https://hooks.example/"), ("message", "{{ project }} {{ tag }} <&> is out"));

        var body = Assert.Single(await ReceivedAsync("json")).GetProperty("body");
        Assert.Equal("tidewater v0.4.0+b.1 <&> is out", body.GetProperty("message").GetString());
        Assert.Equal("tidewater 0.4.0+b.1 is released", body.GetProperty("headline").GetString());
        Assert.Equal(Events.Published.Id, EventCodec.Read(Encoding.UTF8.GetBytes(body.GetProperty("event").GetRawText())).Id);
    }

    [Theory]
    [InlineData("slack", "@everyone &lt;!channel&gt; &lt;@U1&gt; [x](https://evil.example) *b* 'c' \\ &amp; &lt;at&gt;all&lt;/at&gt; #1")]
    [InlineData("discord", @"\@everyone \<!channel\> \<\@U1\> \[x\]\(https\://evil.example\) \*b\* \`c\` \\ & \<at\>all\</at\> \#1")]
    [InlineData("teams", @"@everyone \<\!channel\> \<@U1\> \[x\]\(https://evil.example\) \*b\* \`c\` \\ & \<at\>all\</at\> \#1")]
    public async Task Nothing_in_a_value_calls_people_or_breaks_the_markup(string format, string shown)
    {
        var told = Events.Published with { Release = Events.Release with { Tag = Hostile } };

        await Scene.TellAsync(kind, Scene.Rehearsing, told, ("url", "env:CHAT_URL"), ("format", format), ("message", "*{{ tag }}*"));

        var body = Assert.Single(await ReceivedAsync(format)).GetProperty("body");
        Assert.Contains($"*{shown}*", Texts(body));
        if (format == "discord")
            Assert.Equal("{\"parse\":[]}", body.GetProperty("allowed_mentions").GetRawText().Replace(" ", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal));
        if (format == "slack")
            Assert.True(body.GetProperty("blocks")[1].GetProperty("text").GetProperty("verbatim").GetBoolean());
    }

    [Theory]
    [InlineData("slack")]
    [InlineData("discord")]
    [InlineData("teams")]
    [InlineData("json")]
    public async Task What_is_too_long_is_shortened_to_what_the_service_takes(string format)
    {
        var failure = new AnnouncedFailure(FailedOutcome.Failed, new string('m', 300), string.Concat(Enumerable.Repeat("<ä&*", 75)));
        var told = new ReleaseEvent.Failed { Release = Events.Release, Consignments = [.. Enumerable.Repeat(new FailedConsignment(Events.Consignment, failure), 20)] };

        await Scene.TellAsync(kind, Scene.Rehearsing, told, ("url", "env:CHAT_URL"), ("format", format));
        await Scene.TellAsync(kind, Scene.Rehearsing, told, ("url", "env:CHAT_URL"), ("format", format), ("message", new string('x', 50_000)));

        Assert.Equal(2, (await ReceivedAsync(format)).Length);
    }

    [Theory]
    [InlineData("slack")]
    [InlineData("discord")]
    [InlineData("teams")]
    [InlineData("json")]
    public async Task Where_nothing_comes_of_a_template_the_headline_is_told_alone(string format)
    {
        await Scene.TellAsync(kind, Scene.Rehearsing, Events.Published, ("url", "env:CHAT_URL"), ("format", format), ("message", "{% if failures %}alas{% endif %}"));

        var body = Assert.Single(await ReceivedAsync(format)).GetProperty("body");
        Assert.Contains("is released", body.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_address_is_read_when_it_is_used_and_shown_nowhere()
    {
        const string Path = "services/T012/B345/xyzSecretPart";
        await using var server = new LoopbackServer(_ => LoopbackAnswer.Of("404 Not Found", $"no_service at /{Path}"));
        var address = new Uri(server.Address, Path).AbsoluteUri;

        var refused = await Assert.ThrowsAsync<DeliveryException>(() =>
            Scene.TellAsync(kind, Scene.Context(("CHAT_URL", address)), Events.Published, ("url", "env:CHAT_URL"), ("format", "slack")));

        Assert.Equal($"/{Path}", Assert.Single(server.Received).Target);
        Assert.Equal(DeliveryFailure.Refused, refused.Failure);
        Assert.Contains("POST env:CHAT_URL: 404", refused.Because, StringComparison.Ordinal);
        Assert.DoesNotContain("xyzSecretPart", refused.ToString(), StringComparison.Ordinal);
        Assert.Equal("env:CHAT_URL", Assert.Single(AnnouncementScene.Plan(kind, AnnouncementScene.Settings(kind, ("url", "env:CHAT_URL")))).Address);
    }

    [Theory]
    [InlineData("http://chat.example/xyzSecretPart")]
    [InlineData("xyzSecretPart")]
    [InlineData("https://user:xyzSecretPart@chat.example/")]
    public async Task A_secret_that_is_no_address_is_not_shown_either(string value)
    {
        var refused = await Assert.ThrowsAsync<DeliveryException>(() =>
            Scene.TellAsync(kind, Scene.Context(("CHAT_URL", value)), Events.Published, ("url", "env:CHAT_URL"), ("format", "slack")));

        Assert.Contains("env:CHAT_URL holds no address", refused.Because, StringComparison.Ordinal);
        Assert.DoesNotContain("xyzSecretPart", refused.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("404 Not Found", DeliveryFailure.Refused, "make a new one")]
    [InlineData("400 Bad Request", DeliveryFailure.Refused, "'format'")]
    [InlineData("307 Temporary Redirect", DeliveryFailure.Refused, "redirect")]
    [InlineData("503 Service Unavailable", DeliveryFailure.Transient, "drayage resume")]
    public async Task An_answer_that_is_no_success_is_told_with_what_to_do(string status, DeliveryFailure failure, string hint)
    {
        await using var elsewhere = new LoopbackServer(_ => LoopbackAnswer.Of("200 OK"));
        await using var server = new LoopbackServer(_ => status.StartsWith('3') ? LoopbackAnswer.Redirect(status, elsewhere.Address) : LoopbackAnswer.Of(status));

        var refused = await Assert.ThrowsAsync<DeliveryException>(() => Scene.TellAsync(kind, Scene.Context(), Events.Published, ("url", server.Address.AbsoluteUri)));

        Assert.Equal(failure, refused.Failure);
        Assert.Contains("release.published of v0.4.0+b.1 was not told", refused.Message, StringComparison.Ordinal);
        Assert.Contains(hint, refused.Hint, StringComparison.Ordinal);
        Assert.Empty(elsewhere.Received);
    }

    [Fact]
    public async Task A_service_that_wants_a_pause_is_given_it()
    {
        await using var server = new LoopbackServer(_ => LoopbackAnswer.Of("429 Too Many Requests", "{\"message\":\"You are being rate limited.\",\"retry_after\":7.0}", "Retry-After: 7"));

        var refused = await Assert.ThrowsAsync<DeliveryException>(() => Scene.TellAsync(kind, Scene.Context(), Events.Published, ("url", server.Address.AbsoluteUri)));

        Assert.Equal(DeliveryFailure.Transient, refused.Failure);
        Assert.Equal(TimeSpan.FromSeconds(7), refused.RetryAfter);
    }

    [Theory]
    [InlineData("slack", "https://hooks.slack.com/services/T/B/xyz", "is a secret")]
    [InlineData("json", "http://hooks.example/", "https")]
    [InlineData("json", "hooks.example", "https")]
    public void An_address_that_must_not_be_written_down_is_refused(string format, string url, string reason)
    {
        var problem = Assert.Single(DeliveryContexts.Read(kind, "chat", ("url", url), ("format", format)).Problems);

        Assert.Contains(reason, problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("xyz", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void It_is_planned_for_people_once_a_release_and_waits_for_nothing()
    {
        var planned = Assert.Single(AnnouncementScene.Plan(kind, AnnouncementScene.Settings(kind, ("url", "env:CHAT_URL")), draft: true));

        Assert.True(planned.Announcement!.IsNotice);
        Assert.Empty(planned.Needs);
        Assert.Equal(["ghcr/tide", "github/v0.4.0"], planned.Announcement.About);
        Assert.Equal([EventTypes.ReleasePublished, EventTypes.ReleaseFailed, EventTypes.ReleaseWithdrawn], planned.Announcement.Events);
    }

    public async ValueTask DisposeAsync()
    {
        scene?.Dispose();
        if (registry is not null)
            await registry.DisposeAsync();
    }

    private static IEnumerable<string> Texts(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => [json.GetString()!],
        JsonValueKind.Array => json.EnumerateArray().SelectMany(Texts),
        JsonValueKind.Object => json.EnumerateObject().SelectMany(property => Texts(property.Value)),
        _ => [],
    };

    private async Task<JsonElement[]> ReceivedAsync(string format)
    {
        using var client = registry!.NewClient();
        using var document = JsonDocument.Parse(await client.GetStringAsync($"hooks/{format}/hook", TestContext.Current.CancellationToken));
        return [.. document.RootElement.Clone().EnumerateArray()];
    }
}
