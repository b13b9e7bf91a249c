using System.Text.Json;
using Drayage.Ecosystems.GitHub.Dispatching;
using Drayage.Model.Events;
using Drayage.Pipeline.Publishing;
using Drayage.Testing;
using Drayage.Tests.Model.Events;
using Xunit;

namespace Drayage.Tests.Ecosystems.GitHub.Dispatching;

/// <summary>Workflows started in the embedded GitHub, which enforces GitHub's limits.</summary>
public sealed class DispatchDestinationTests(RegistryFixture registry) : IClassFixture<RegistryFixture>, IDisposable
{
    private const int Largest = 64 * 1024 - 1;
    private const string Wrapping = """{"event":}""";

    private readonly DispatchDestination kind = new();
    private readonly AnnouncementScene scene = new(registry);

    [Fact]
    public async Task A_repository_is_told_with_the_event_under_one_key()
    {
        await scene.TellAsync(kind, scene.Rehearsing, Events.Published, ("repository", "one/told"));

        var started = Assert.Single(await StartedAsync("one/told"));
        Assert.Equal("repository_dispatch", started.GetProperty("kind").GetString());
        Assert.Equal("release.published", started.GetProperty("name").GetString());
        var payload = Assert.Single(started.GetProperty("payload").EnumerateObject());
        Assert.Equal("event", payload.Name);
        Assert.Equal(Events.Published.Id, Read(payload.Value).Id);
    }

    [Fact]
    public async Task An_event_type_of_ones_own_is_taken()
    {
        var type = new string('t', 100);
        await scene.TellAsync(kind, scene.Rehearsing, Events.Published, ("repository", "own/type"), ("event-type", type));

        Assert.Equal(type, Assert.Single(await StartedAsync("own/type")).GetProperty("name").GetString());
    }

    [Theory]
    [InlineData(0, 1, 0)]
    [InlineData(1, 0, 1)]
    public async Task A_payload_is_at_most_what_GitHub_takes(int beyond, int components, int omitted)
    {
        var repository = $"limit/payload{beyond}";
        await scene.TellAsync(kind, scene.Rehearsing, AnnouncementScene.OfSize(Largest - Wrapping.Length + beyond), ("repository", repository));

        var payload = Assert.Single(await StartedAsync(repository)).GetProperty("payload");
        if (beyond == 0)
            Assert.Equal(Largest, payload.GetRawText().Length);
        var told = Read(payload.GetProperty("event"));
        Assert.Equal(components, told.Release.Components.Length);
        Assert.Equal(omitted, told.Release.ComponentsOmitted);
    }

    [Fact]
    public async Task A_workflow_is_given_what_its_inputs_ask_for()
    {
        await MakeRefAsync("flow/given");
        await scene.TellAsync(kind, scene.Rehearsing, Events.Published, ("repository", "flow/given"), ("workflow", "images.yml"), ("ref", "main"));

        var started = Assert.Single(await StartedAsync("flow/given"));
        Assert.Equal("workflow_dispatch", started.GetProperty("kind").GetString());
        Assert.Equal("images.yml", started.GetProperty("name").GetString());
        Assert.Equal("main", started.GetProperty("ref").GetString());
        var input = Assert.Single(started.GetProperty("payload").EnumerateObject());
        Assert.Equal("event", input.Name);
        Assert.Equal(Events.Published.Id, EventCodec.Read(System.Text.Encoding.UTF8.GetBytes(input.Value.GetString()!)).Id);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(2, 0)]
    public async Task Inputs_are_at_most_what_GitHub_takes(int beyond, int components)
    {
        // Within a string of JSON every quotation mark of the event takes a further character.
        var small = AnnouncementScene.OfSize(2000);
        var quotes = System.Text.Encoding.UTF8.GetString(EventCodec.Write(small)).Count(c => c == '"');
        var repository = $"limit/inputs{beyond}";
        await MakeRefAsync(repository);

        await scene.TellAsync(
            kind, scene.Rehearsing, AnnouncementScene.OfSize(Largest - """{"event":""}""".Length - quotes + beyond), ("repository", repository), ("workflow", "images.yml"), ("ref", "main"));

        var inputs = Assert.Single(await StartedAsync(repository)).GetProperty("payload");
        if (beyond == 0)
            Assert.InRange(inputs.GetRawText().Length, Largest - 1, Largest);
        Assert.Equal(components, EventCodec.Read(System.Text.Encoding.UTF8.GetBytes(inputs.GetProperty("event").GetString()!)).Release.Components.Length);
    }

    [Fact]
    public async Task An_event_that_cannot_be_cut_is_refused_before_it_is_sent()
    {
        var told = Events.Published with { Release = Events.Release with { Tag = new string('t', Largest) } };

        var refused = await Assert.ThrowsAsync<DeliveryException>(() => scene.TellAsync(kind, scene.Rehearsing, told, ("repository", "too/large")));

        Assert.Equal(DeliveryFailure.Refused, refused.Failure);
        Assert.Contains("too large", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_workflow_at_a_branch_that_is_not_there_is_refused_with_what_it_needs()
    {
        await MakeRefAsync("flow/nowhere");
        var refused = await Assert.ThrowsAsync<DeliveryException>(() => scene.TellAsync(
            kind, scene.Rehearsing, Events.Published, ("repository", "flow/nowhere"), ("workflow", "images.yml"), ("ref", "gone")));

        Assert.Equal(DeliveryFailure.Refused, refused.Failure);
        Assert.Contains("No ref found for: gone", refused.Because, StringComparison.Ordinal);
        Assert.Contains("on: workflow_dispatch", refused.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_token_is_told_without_the_token()
    {
        var refused = await Assert.ThrowsAsync<DeliveryException>(() => scene.TellAsync(
            kind, scene.Context(("T", "wrong-token-7")), Events.Published, ("repository", "no/token"), ("token", "env:T"), ("api", $"{registry.Address}api/v3")));

        Assert.Contains("401", refused.Because, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong-token-7", refused.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("event-type", "101")]
    [InlineData("workflow", "a/b.yml")]
    [InlineData("events", "release.sunk")]
    [InlineData("ref", "main")]
    public void Settings_that_GitHub_would_refuse_are_refused_with_their_place(string key, string value)
    {
        var (_, problems) = DeliveryContexts.Read(kind, "hook", (key, value == "101" ? new string('t', 101) : value));

        Assert.Equal(4, Assert.Single(problems).At.Line);
    }

    [Fact]
    public void A_release_is_announced_once_and_needs_what_carries_its_waybill()
    {
        var planned = Assert.Single(AnnouncementScene.Plan(kind, AnnouncementScene.Settings(kind)));

        Assert.Equal("hook/v0.4.0", planned.Id);
        Assert.Equal("example/tidewater", planned.Address);
        Assert.Equal(["github/v0.4.0"], planned.Needs.AsEnumerable());
        Assert.Equal(["github/v0.4.0", "ghcr/tide"], planned.Announcement!.Waybills.AsEnumerable());
        Assert.Equal(["ghcr/tide", "github/v0.4.0"], planned.Announcement.About.AsEnumerable());
        Assert.Equal("0.4.0", planned.Announcement.Versions["pep440"]);
        Assert.DoesNotContain("version", planned.Announcement.Versions.Keys);
        Assert.Equal(["release.published", "release.withdrawn"], planned.Announcement.Events.AsEnumerable());
    }

    [Fact]
    public void A_draft_is_not_where_the_waybill_is_fetched() =>
        Assert.Equal(["ghcr/tide"], Assert.Single(AnnouncementScene.Plan(kind, AnnouncementScene.Settings(kind), draft: true)).Needs.AsEnumerable());

    public void Dispose() => scene.Dispose();

    private async Task<JsonElement[]> StartedAsync(string repository)
    {
        using var client = registry.NewClient();
        using var document = JsonDocument.Parse(await client.GetStringAsync($"api/v3/repos/{repository}/dispatches", TestContext.Current.CancellationToken));
        return [.. document.RootElement.Clone().EnumerateArray()];
    }

    private async Task MakeRefAsync(string repository) =>
        await new GitHubScene(registry).RequestAsync(HttpMethod.Post, $"{repository}/git/refs", $$"""{"ref":"refs/heads/any","sha":"{{DeliveryContexts.Commit}}"}""");

    private static ReleaseEvent Read(JsonElement json) => EventCodec.Read(System.Text.Encoding.UTF8.GetBytes(json.GetRawText()));
}
