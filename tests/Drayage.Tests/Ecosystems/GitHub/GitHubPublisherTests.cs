using Drayage.Model;
using Drayage.Model.Delivery;
using Drayage.Pipeline.Publishing;
using Drayage.Testing;
using Drayage.Tests.Pipeline.Delivery;
using Xunit;

namespace Drayage.Tests.Ecosystems.GitHub;

public sealed class GitHubPublisherTests(RegistryFixture registry) : IClassFixture<RegistryFixture>, IDisposable
{
    private readonly RehearsalDelivery delivery = new(registry);
    private readonly GitHubScene scene = new(registry);

    [Fact]
    public async Task Opens_a_draft_fills_it_and_publishes_it_last()
    {
        scene.Prepare(delivery, "owner/deliver", delivery.Rehearsing());

        var report = await delivery.Scene.DeliverAsync();

        report.AssertComplete();
        var changes = delivery.Changes();
        Assert.StartsWith("POST /api/v3/repos/owner/deliver/releases", changes[0], StringComparison.Ordinal);
        Assert.Equal(3, changes.Count(change => change.StartsWith("POST /api/uploads/", StringComparison.Ordinal)));
        Assert.StartsWith("PATCH ", changes[^1], StringComparison.Ordinal);
        Assert.Equal(5, changes.Length);
        var client = registry.NewClient(authenticated: false);
        Assert.Equal(delivery.Scene.Content[GitHubScene.Archive], await client.GetByteArrayAsync($"owner/deliver/releases/download/v1.0.0/{GitHubScene.Archive}"));
        Assert.Contains(DeliveryContexts.Commit, await client.GetStringAsync("api/v3/repos/owner/deliver/git/ref/tags/v1.0.0"), StringComparison.Ordinal);
        var release = await client.GetStringAsync("api/v3/repos/owner/deliver/releases/latest");
        Assert.Contains("\"name\":\"tidewater 1.0.0\"", release, StringComparison.Ordinal);
        Assert.Contains("\"state\":\"uploaded\"", release, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_delivery_asks_nothing_and_one_without_the_journal_sends_nothing()
    {
        scene.Prepare(delivery, "owner/replay", delivery.Rehearsing());
        await delivery.Scene.DeliverAsync();
        delivery.Requests();

        (await delivery.Scene.DeliverAsync()).AssertComplete();
        Assert.Empty(delivery.Requests());

        File.Delete(delivery.Scene.JournalPath);
        (await delivery.Scene.DeliverAsync()).AssertComplete();
        Assert.Empty(delivery.Changes());
    }

    /// <summary>Each sealing signs anew: another envelope of the same payload stands for the waybill.</summary>

    [Fact]
    public async Task A_wrong_token_is_explained_and_never_shown()
    {
        await scene.RequestAsync(HttpMethod.Post, "owner/token/releases", """{"tag_name":"v0"}""");
        scene.Prepare(delivery, "owner/token", delivery.Rehearsing(token: "ghp_wrong_token"));

        var refused = (await delivery.Scene.DeliverAsync()).Failure();

        Assert.Equal(DeliveryFailure.Refused, refused.Failure);
        Assert.Contains("401", refused.Because, StringComparison.Ordinal);
        Assert.DoesNotContain("ghp_wrong_token", $"{refused.Message}{refused.Because}{refused.Hint}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_assets_are_all_seen()
    {
        scene.Prepare(delivery, "owner/many", delivery.Rehearsing(), more: string.Join(' ', Enumerable.Range(0, 105).Select(number => $"file-{number}.txt")));
        (await delivery.Scene.DeliverAsync()).AssertComplete();
        File.Delete(delivery.Scene.JournalPath);
        delivery.Requests();

        (await delivery.Scene.DeliverAsync()).AssertComplete();
        Assert.Empty(delivery.Changes());
    }

    [Fact]
    public async Task A_name_that_GitHub_changes_is_found_again()
    {
        scene.Prepare(delivery, "owner/renamed", delivery.Rehearsing(), more: "app_1.0.0~rc1_amd64.deb");
        var report = await delivery.Scene.DeliverAsync();
        report.AssertComplete();
        File.Delete(delivery.Scene.JournalPath);
        delivery.Requests();

        (await delivery.Scene.DeliverAsync()).AssertComplete();
        Assert.Empty(delivery.Changes());
    }

    [Fact]
    public async Task A_stranger_without_token_reads_back_what_was_published()
    {
        var consignment = scene.Prepare(delivery, "owner/stranger", delivery.Rehearsing());
        await delivery.Scene.DeliverAsync();
        var stranger = scene.Kind.CreateReader(delivery.Context(RehearsalDelivery.Environment()));

        delivery.Requests();
        foreach (var effect in consignment.Effects)
            Assert.IsType<Probe.Same>(await stranger.ReadBackAsync(consignment, effect, delivery.Scene.Content, CancellationToken.None));
        // Without a token GitHub answers sixty requests an hour: the downloads count against nothing.
        Assert.Equal(3, delivery.Requests().Count(request => request.StartsWith("GET /api/v3/", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Preflight_tells_what_the_token_may()
    {
        await scene.RequestAsync(HttpMethod.Put, "owner/preflight/immutable-releases");
        var consignment = scene.Prepare(delivery, "owner/preflight", delivery.Rehearsing());
        var wrong = scene.Kind.CreatePublisher(scene.Settings("owner/preflight"), delivery.Rehearsing(token: "wrong"));
        var large = consignment with { Effects = [new Effect.Put("disk.img", Digest.OfSha256([]), 3L << 30)] };

        var ready = await delivery.Scene.Publishers["github"].PreflightAsync(consignment, CancellationToken.None);
        var refused = await wrong.PreflightAsync(consignment, CancellationToken.None);
        var tooLarge = await delivery.Scene.Publishers["github"].PreflightAsync(large, CancellationToken.None);

        Assert.True(ready.IsReady);
        Assert.Contains(ready.Findings, finding => finding.Text.Contains("may push to owner/preflight", StringComparison.Ordinal));
        Assert.Contains(ready.Findings, finding => finding.Text.Contains("become immutable", StringComparison.Ordinal));
        Assert.False(refused.IsReady);
        Assert.False(tooLarge.IsReady);
    }

    public void Dispose() => delivery.Dispose();
}
