using Drayage.Model.Delivery;
using Drayage.Pipeline.Publishing;
using Drayage.Pipeline.Sealing;
using Drayage.Testing;
using Drayage.Tests.Pipeline.Delivery;
using Xunit;

namespace Drayage.Tests.Ecosystems.GitHub;

/// <summary>What stands there already: the same, other bytes, other commits, and releases that cannot change.</summary>
public sealed class GitHubConflictTests(RegistryFixture registry) : IClassFixture<RegistryFixture>, IDisposable
{
    private readonly RehearsalDelivery delivery = new(registry);
    private readonly GitHubScene scene = new(registry);

    [Fact]
    public async Task A_waybill_with_another_signature_is_the_same_and_another_waybill_is_not()
    {
        scene.Prepare(delivery, "owner/waybill", delivery.Rehearsing());
        await delivery.Scene.DeliverAsync();
        File.Delete(delivery.Scene.JournalPath);
        delivery.Requests();
        var content = delivery.Scene.Content;
        content.Equivalents[WaybillComposer.WaybillName] = content[WaybillComposer.WaybillName];
        content[WaybillComposer.WaybillName] = "signed anew"u8.ToArray();

        (await delivery.Scene.DeliverAsync()).AssertComplete();
        Assert.Empty(delivery.Changes());

        File.Delete(delivery.Scene.JournalPath);
        content.Equivalents.Clear();
        Assert.Equal(DeliveryFailure.Conflict, (await delivery.Scene.DeliverAsync()).Failure().Failure);
    }

    [Fact]
    public async Task Other_bytes_in_a_published_release_are_a_conflict()
    {
        scene.Prepare(delivery, "owner/other", delivery.Rehearsing());
        await delivery.Scene.DeliverAsync();
        using var again = new RehearsalDelivery(registry);
        scene.Prepare(again, "owner/other", again.Rehearsing(), archive: "other bytes");

        var report = await again.Scene.DeliverAsync();

        Assert.Equal(DeliveryFailure.Conflict, report.Failure().Failure);
        Assert.Empty(again.Changes());
    }

    [Fact]
    public async Task Other_bytes_in_a_draft_are_replaced_and_the_rest_is_left_alone()
    {
        scene.Prepare(delivery, "owner/draft", delivery.Rehearsing(), draft: true);
        (await delivery.Scene.DeliverAsync()).AssertComplete();
        using var again = new RehearsalDelivery(registry);
        scene.Prepare(again, "owner/draft", again.Rehearsing(), archive: "other bytes");

        var report = await again.Scene.DeliverAsync();

        report.AssertComplete();
        var changes = again.Changes();
        Assert.Equal(["DELETE", "POST", "PATCH"], changes.Select(change => change.Split(' ')[0]));
        Assert.Equal("other bytes"u8.ToArray(), await registry.NewClient().GetByteArrayAsync($"owner/draft/releases/download/v1.0.0/{GitHubScene.Archive}"));
    }

    [Fact]
    public async Task A_draft_for_another_commit_is_taken_over()
    {
        await scene.RequestAsync(HttpMethod.Post, "owner/stale/releases", $$"""{"tag_name":"v1.0.0","target_commitish":"{{new string('9', 40)}}","draft":true}""");
        scene.Prepare(delivery, "owner/stale", delivery.Rehearsing());

        var report = await delivery.Scene.DeliverAsync();

        report.AssertComplete();
        Assert.Contains(DeliveryContexts.Commit, await registry.NewClient().GetStringAsync("api/v3/repos/owner/stale/git/ref/tags/v1.0.0"), StringComparison.Ordinal);
        Assert.Single(System.Text.Json.Nodes.JsonNode.Parse(await registry.NewClient().GetStringAsync("api/v3/repos/owner/stale/releases"))!.AsArray());
    }

    [Fact]
    public async Task A_tag_at_another_commit_is_a_conflict_before_anything_is_sent()
    {
        await scene.RequestAsync(HttpMethod.Post, "owner/taken/git/refs", $$"""{"ref":"refs/tags/v1.0.0","sha":"{{new string('9', 40)}}"}""");
        scene.Prepare(delivery, "owner/taken", delivery.Rehearsing());
        delivery.Requests();

        var refused = (await delivery.Scene.DeliverAsync()).Failure();

        Assert.Equal(DeliveryFailure.Conflict, refused.Failure);
        Assert.Contains(new string('9', 40), refused.Because, StringComparison.Ordinal);
        Assert.Empty(delivery.Changes());
    }

    [Fact]
    public async Task A_tag_that_is_moved_while_the_draft_is_filled_stops_the_publishing()
    {
        var consignment = scene.Prepare(delivery, "owner/moved", delivery.Rehearsing());
        var publisher = delivery.Scene.Publishers["github"];
        await publisher.SendAsync(consignment, new Effect.Open(), delivery.Scene.Content, CancellationToken.None);
        await scene.RequestAsync(HttpMethod.Post, "owner/moved/git/refs", $$"""{"ref":"refs/tags/v1.0.0","sha":"{{new string('9', 40)}}"}""");

        var refused = await Assert.ThrowsAsync<DeliveryException>(
            () => publisher.SendAsync(consignment, consignment.Effects[^1], delivery.Scene.Content, CancellationToken.None));

        Assert.Equal(DeliveryFailure.Conflict, refused.Failure);
    }

    [Fact]
    public async Task An_annotated_tag_at_the_commit_is_its_tag()
    {
        var made = System.Text.Json.Nodes.JsonNode.Parse(await scene.RequestAsync(
            HttpMethod.Post, "owner/annotated/git/tags", $$"""{"tag":"v1.0.0","message":"one","object":"{{DeliveryContexts.Commit}}","type":"commit"}"""))!;
        await scene.RequestAsync(HttpMethod.Post, "owner/annotated/git/refs", $$"""{"ref":"refs/tags/v1.0.0","sha":"{{made["sha"]}}"}""");
        scene.Prepare(delivery, "owner/annotated", delivery.Rehearsing());

        var report = await delivery.Scene.DeliverAsync();

        report.AssertComplete();
    }

    [Fact]
    public async Task An_immutable_release_is_filled_before_it_is_published_and_refuses_what_comes_later()
    {
        await scene.RequestAsync(HttpMethod.Put, "owner/immutable/immutable-releases");
        scene.Prepare(delivery, "owner/immutable", delivery.Rehearsing());
        (await delivery.Scene.DeliverAsync()).AssertComplete();
        using var late = new RehearsalDelivery(registry);
        scene.Prepare(late, "owner/immutable", late.Rehearsing(), more: "late.txt");

        var refused = (await late.Scene.DeliverAsync()).Failure();

        Assert.Contains("Cannot upload assets to an immutable release", refused.Because, StringComparison.Ordinal);
        Assert.Contains("release a new version", refused.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_tag_of_a_deleted_immutable_release_is_used_up()
    {
        await scene.RequestAsync(HttpMethod.Put, "owner/burned/immutable-releases");
        scene.Prepare(delivery, "owner/burned", delivery.Rehearsing());
        await delivery.Scene.DeliverAsync();
        var id = System.Text.Json.Nodes.JsonNode.Parse(await registry.NewClient().GetStringAsync("api/v3/repos/owner/burned/releases/tags/v1.0.0"))!["id"];
        await scene.RequestAsync(HttpMethod.Delete, $"owner/burned/releases/{id}");
        File.Delete(delivery.Scene.JournalPath);
        using var again = new RehearsalDelivery(registry);
        scene.Prepare(again, "owner/burned", again.Rehearsing());

        var refused = (await again.Scene.DeliverAsync()).Failure();

        Assert.Contains("can never carry another", refused.Hint, StringComparison.Ordinal);
    }

    public void Dispose() => delivery.Dispose();
}
