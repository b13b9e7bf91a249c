using System.Text.Json.Nodes;
using Drayage.Model.Delivery;
using Drayage.Pipeline.Publishing;
using Drayage.Pipeline.Publishing.Preflight;
using Drayage.Tests.Pipeline.Delivery;
using Xunit;

namespace Drayage.Tests.Ecosystems.GitHub.Rolling;

/// <summary>A release whose tag moves is there at every moment, whatever stops a run.</summary>
public sealed class RollingReleaseTests : IAsyncLifetime
{
    private RollingScene scene = null!;

    public async ValueTask InitializeAsync() => scene = await RollingScene.StartAsync();

    public async ValueTask DisposeAsync() => await scene.DisposeAsync();

    [Fact]
    public async Task The_first_run_makes_it_and_every_other_replaces_what_it_holds_without_a_gap()
    {
        (await scene.Prepare(1).Scene.DeliverAsync()).AssertComplete();
        Assert.Equal(Whole(1), await FoundAsync());
        scene.Watch("owner/edge", 1, 2);

        var run = scene.Prepare(2);
        (await run.Scene.DeliverAsync()).AssertComplete();

        Assert.Equal(Whole(2), await FoundAsync());
        Assert.Empty(scene.Gaps);
        var changes = run.Changes();
        Assert.True(changes.Length > 2 * RollingScene.FilesOf(2).Length, string.Join('\n', changes));
        Assert.Equal(2 * changes.Length, scene.Looks);
        Assert.DoesNotContain(scene.Registry.Served, request => request.Method == "DELETE" && !request.Path.Contains("/assets/", StringComparison.Ordinal));
        var release = JsonNode.Parse(await scene.Registry.NewClient().GetStringAsync("api/v3/repos/owner/edge/releases/tags/edge"))!;
        Assert.Equal("tidewater 1.0.0-dev.2", release["name"]!.GetValue<string>());
        Assert.True(release["prerelease"]!.GetValue<bool>());
        Assert.Single(JsonNode.Parse(await scene.Registry.NewClient().GetStringAsync("api/v3/repos/owner/edge/releases"))!.AsArray());
    }

    [Fact]
    public async Task A_run_that_is_ended_at_any_record_leaves_a_whole_release_and_is_completed_by_the_next_try()
    {
        var measure = scene.Prepare(2, "owner/measure");
        (await scene.Prepare(1, "owner/measure").Scene.DeliverAsync()).AssertComplete();
        (await measure.Scene.DeliverAsync()).AssertComplete();
        var records = measure.Scene.State.Records;

        foreach (var point in Enumerable.Range(2, (int)records - 1).SelectMany(record => new[] { (Record: record, Before: true), (Record: record, Before: false) }))
        {
            var repository = $"owner/ended-{(point.Before ? "before" : "after")}-{point.Record}";
            (await scene.Prepare(1, repository).Scene.DeliverAsync()).AssertComplete();
            scene.Watch(repository, 1, 2);
            var run = scene.Prepare(2, repository);

            await Assert.ThrowsAsync<EndedException>(() => run.Scene.DeliverAsync(journal => new EndingJournal(journal, point.Record, point.Before)));
            (await run.Scene.DeliverAsync()).AssertComplete();

            Assert.Equal(Whole(2), await FoundAsync(repository));
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{2 * (records - 1)} points, {scene.Looks} looks, {scene.Gaps.Count} gaps");
        Assert.True(records >= 2 + (3 * 7), $"{records} records are no rolling release");
        Assert.Empty(scene.Gaps);
    }

    [Fact]
    public async Task What_a_broken_upload_left_is_replaced()
    {
        (await scene.Prepare(1).Scene.DeliverAsync()).AssertComplete();
        scene.Broken.Arm();
        scene.Watch("owner/edge", 1, 2);
        var run = scene.Prepare(2);

        (await run.Scene.DeliverAsync()).AssertComplete();

        Assert.Equal(5, run.Changes().Count(change => change.StartsWith("DELETE ", StringComparison.Ordinal)));
        Assert.Equal(Whole(2), await FoundAsync());
        Assert.Empty(scene.Gaps);
    }

    [Fact]
    public async Task Other_bytes_under_a_name_of_an_earlier_run_are_a_conflict_and_change_nothing()
    {
        (await scene.Prepare(1).Scene.DeliverAsync()).AssertComplete();

        var refused = (await scene.Prepare(1, bytes: "changed").Scene.DeliverAsync()).Failure();

        Assert.Equal(DeliveryFailure.Conflict, refused.Failure);
        Assert.Equal(Whole(1), await FoundAsync());
    }

    /// <summary>As when a run of an older commit is tried again.</summary>
    [Fact]
    public async Task It_never_goes_back()
    {
        (await scene.Prepare(2).Scene.DeliverAsync()).AssertComplete();
        scene.Comparison.Status = "behind";
        var run = scene.Prepare(1);
        run.Changes();

        var refused = (await run.Scene.DeliverAsync()).Failure();

        Assert.Equal(DeliveryFailure.Conflict, refused.Failure);
        Assert.Contains($"commit {RollingScene.Commit(2)}, which comes after {RollingScene.Commit(1)}", refused.Because, StringComparison.Ordinal);
        Assert.Empty(run.Changes());
    }

    [Fact]
    public async Task A_second_delivery_of_the_same_run_sends_nothing()
    {
        var run = scene.Prepare(1);
        (await run.Scene.DeliverAsync()).AssertComplete();
        File.Delete(run.Scene.JournalPath);
        run.Changes();

        (await run.Scene.DeliverAsync()).AssertComplete();

        Assert.Empty(run.Changes());
    }

    [Fact]
    public async Task Immutable_releases_cannot_roll_and_this_is_said_before_anything_is_built()
    {
        await scene.GitHub.RequestAsync(HttpMethod.Put, "owner/edge/immutable-releases");
        var run = scene.Prepare(1, publishes: false);
        var consignment = scene.Consignment(run, 1);

        var report = await run.Scene.Publishers["github"].PreflightAsync(consignment, CancellationToken.None);

        var finding = Assert.Single(report.Findings, finding => finding.Verdict == PreflightVerdict.Refused);
        Assert.Contains("immutable", finding.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Preflight_tells_from_where_it_moves_and_which_names_are_taken()
    {
        (await scene.Prepare(1).Scene.DeliverAsync()).AssertComplete();
        var run = scene.Prepare(2, publishes: false);
        var consignment = scene.Consignment(run, 2);
        var taken = consignment with { Effects = [.. consignment.Effects, new Effect.Put(RollingScene.FilesOf(1)[1], null, 0)] };

        var report = await run.Scene.Publishers["github"].PreflightAsync(taken, CancellationToken.None);

        Assert.True(report.IsReady);
        Assert.Contains(report.Findings, finding => finding.Text.Contains($"commit {RollingScene.Commit(1)} moves", StringComparison.Ordinal));
        Assert.Contains(RollingScene.FilesOf(1)[1], Assert.Single(report.Findings, finding => finding.Verdict == PreflightVerdict.Doubtful).Text, StringComparison.Ordinal);
    }

    private static string Whole(int number) => $"{RollingScene.Commit(number)}: {string.Join(' ', RollingScene.FilesOf(number))}";

    private async Task<string> FoundAsync(string repository = "owner/edge")
    {
        var (tag, files) = await scene.StateAsync(repository);
        return $"{tag}: {string.Join(' ', files ?? [])}";
    }
}
