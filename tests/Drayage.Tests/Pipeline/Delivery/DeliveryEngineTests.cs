using Drayage.Model;
using Drayage.Model.Delivery;
using Drayage.Pipeline.Delivery;
using Drayage.Pipeline.Journaling;
using Drayage.Pipeline.Publishing;
using Xunit;

namespace Drayage.Tests.Pipeline.Delivery;

public sealed class DeliveryEngineTests : IDisposable
{
    private static readonly string[] PutAndPoint = ["put a", "point latest"];
    private static readonly string[] Draft = ["open", "put a", "point published"];
    private readonly DeliveryScene scene = new();

    [Fact]
    public async Task Delivers_every_effect_and_journals_that_it_was_seen()
    {
        scene.Destination("hub", isReversible: true);
        scene.Add("hub/v1", Draft);

        var report = await scene.DeliverAsync();

        Assert.True(report.IsComplete);
        Assert.Equal(["hub/v1 open", "hub/v1 put a", "hub/v1 point published"], scene.Sends());
        Assert.All(Draft, key => Assert.IsType<EffectStatus.Delivered>(scene.State.StatusOf("hub/v1", key)));
    }

    [Fact]
    public async Task Staging_sends_what_can_be_taken_back_and_moves_no_name()
    {
        scene.Destination("hub", isReversible: true);
        scene.Destination("index");
        scene.Add("hub/v1", Draft);
        scene.Add("index/p", ["put w"]);
        scene.Add("hub/after", PutAndPoint, needs: "hub/v1");

        var staged = await scene.DeliverAsync(end: DeliveryEnd.Staging);

        Assert.True(staged.IsComplete);
        Assert.Equal(["hub/v1 open", "hub/v1 put a"], scene.Sends());
        Assert.IsType<ConsignmentOutcome.Staged>(staged.Outcomes[0]);
        Assert.Contains("seen at once", Assert.IsType<ConsignmentOutcome.Left>(staged.Outcomes[1]).Because, StringComparison.Ordinal);
        Assert.Contains("hub/v1", Assert.IsType<ConsignmentOutcome.Left>(staged.Outcomes[2]).Because, StringComparison.Ordinal);
        Assert.All((await scene.DeliverAsync()).Outcomes, outcome => Assert.IsType<ConsignmentOutcome.Delivered>(outcome));
        Assert.Equal(["hub/v1 open", "hub/v1 put a", "hub/v1 point published"], scene.Sends().Where(sent => sent.StartsWith("hub/v1", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task All_puts_precede_all_points_and_what_can_be_taken_back_goes_first()
    {
        scene.Destination("hub", isReversible: true);
        scene.Destination("index");
        scene.Destination("images");
        scene.Add("images/a", PutAndPoint);
        scene.Add("images/b", PutAndPoint);
        scene.Add("index/p", ["put w"]);
        scene.Add("hub/v1", Draft);

        await scene.DeliverAsync();

        foreach (var put in new[] { "images/a put a", "images/b put a", "index/p put w" })
        {
            scene.AssertBefore("hub/v1 put a", put);
            foreach (var point in new[] { "images/a point latest", "images/b point latest", "hub/v1 point published" })
                scene.AssertBefore(put, point);
        }
    }

    [Fact]
    public async Task A_consignment_waits_for_what_it_needs()
    {
        scene.Destination("hub", isReversible: true);
        scene.Destination("images");
        scene.Add("images/a", PutAndPoint, needs: "hub/v1");
        scene.Add("hub/v1", Draft);

        await scene.DeliverAsync();

        scene.AssertBefore("hub/v1 point published", "images/a put a");
    }

    [Fact]
    public async Task Two_releases_whose_images_need_their_own_drafts_do_not_wait_for_each_other()
    {
        scene.Destination("hub", isReversible: true);
        scene.Destination("images");
        scene.Add("hub/v1", Draft);
        scene.Add("hub/b-v1", Draft);
        scene.Add("images/a", PutAndPoint, needs: "hub/v1");
        scene.Add("images/b", PutAndPoint, needs: "hub/b-v1");

        var report = await scene.DeliverAsync();

        Assert.True(report.IsComplete);
        scene.AssertBefore("hub/v1 put a", "hub/b-v1 point published");
        scene.AssertBefore("images/a put a", "images/b point latest");
    }

    [Fact]
    public async Task A_draft_that_needs_an_immutable_destination_does_not_hold_up_the_others()
    {
        scene.Destination("hub", isReversible: true);
        scene.Destination("index");
        scene.Destination("images");
        scene.Add("images/a", PutAndPoint);
        scene.Add("index/p", ["put w"]);
        scene.Add("hub/v1", Draft, needs: "index/p");

        Assert.True((await scene.DeliverAsync()).IsComplete);
    }

    [Fact]
    public async Task A_failure_stops_only_what_needs_it()
    {
        scene.Destination("hub", isReversible: true).FailsOn("put a", DeliveryFailure.Refused);
        scene.Destination("index");
        scene.Destination("images");
        scene.Add("hub/v1", Draft);
        scene.Add("index/p", ["put w"]);
        scene.Add("images/a", PutAndPoint, needs: "hub/v1");

        var report = await scene.DeliverAsync();

        Assert.IsType<ConsignmentOutcome.Failed>(report.Outcomes[0]);
        Assert.IsType<ConsignmentOutcome.Delivered>(report.Outcomes[1]);
        Assert.Equal("hub/v1", Assert.IsType<ConsignmentOutcome.Blocked>(report.Outcomes[2]).By);
        Assert.DoesNotContain("hub/v1 point published", scene.Sends());
        Assert.Equal(ExitCode.Partial, report.ExitCode(anythingDelivered: true));
        Assert.Equal(ExitCode.Refused, report.ExitCode(anythingDelivered: false));
    }

    [Fact]
    public async Task What_is_wrong_with_one_destination_alone_does_not_stop_the_others()
    {
        scene.Destination("images").OnSend("put a", _ => throw new ReleaseException(ExitCode.Usage, "the secret env:TOKEN cannot be read", "it is not set", "set it"));
        scene.Destination("index");
        scene.Add("images/a", PutAndPoint);
        scene.Add("index/p", ["put w"]);

        var report = await scene.DeliverAsync();

        var failed = Assert.IsType<ConsignmentOutcome.Failed>(report.Outcomes[0]);
        Assert.Equal(("it is not set", "set it"), (failed.Error.Because, failed.Error.Hint));
        Assert.IsType<ConsignmentOutcome.Delivered>(report.Outcomes[1]);
    }

    [Fact]
    public async Task A_second_delivery_asks_and_sends_nothing()
    {
        scene.Destination("hub", isReversible: true);
        scene.Destination("images");
        scene.Add("hub/v1", Draft);
        scene.Add("images/a", PutAndPoint);
        await scene.DeliverAsync();
        scene.Log.Clear();

        var again = await scene.DeliverAsync();

        Assert.True(again.IsComplete);
        Assert.Empty(scene.Log);
    }

    [Fact]
    public async Task What_is_there_already_is_not_sent()
    {
        scene.Destination("images").Holds("put a", "ours");
        scene.Add("images/a", PutAndPoint);

        await scene.DeliverAsync();

        Assert.Equal(["images/a point latest"], scene.Sends());
    }

    [Fact]
    public async Task Bytes_that_are_spoilt_on_their_way_are_no_conflict()
    {
        scene.Destination("images").Holds("put a", "ours").Shows("put a", looks: 1, new Probe.Different("spoilt", MayMove: false));
        scene.Destination("files").OnSend("put a", carry =>
        {
            carry();
            ((MemoryPublisher)scene.Publishers["files"]).Shows("put a", looks: 1, new Probe.Different("spoilt", MayMove: false));
            return Task.CompletedTask;
        });
        scene.Add("images/a", ["put a"]);
        scene.Add("files/a", ["put a"]);

        (await scene.DeliverAsync()).AssertComplete();
        Assert.Equal(["files/a put a"], scene.Sends());
    }

    [Fact]
    public async Task Other_bytes_are_a_conflict_and_never_overwritten()
    {
        scene.Destination("images").Holds("put a", "other bytes");
        scene.Add("images/a", PutAndPoint);

        var report = await scene.DeliverAsync();

        var failed = Assert.IsType<ConsignmentOutcome.Failed>(Assert.Single(report.Outcomes));
        Assert.Equal(DeliveryFailure.Conflict, failed.Error.Failure);
        Assert.Contains("other bytes", failed.Error.Because, StringComparison.Ordinal);
        Assert.Empty(scene.Sends());
        Assert.IsType<EffectStatus.Conflict>(scene.State.StatusOf("images/a", "put a"));
    }

    [Fact]
    public async Task A_name_that_may_move_is_moved()
    {
        scene.Destination("images").Holds("point latest", "old name");
        scene.Add("images/a", PutAndPoint);

        Assert.True((await scene.DeliverAsync()).IsComplete);
        Assert.Contains("images/a point latest", scene.Sends());
    }

    [Fact]
    public async Task Nothing_is_sent_where_nobody_knows_what_is_there()
    {
        scene.Destination("images").Holds("put a", "unknowable");
        scene.Add("images/a", PutAndPoint);

        Assert.False((await scene.DeliverAsync()).IsComplete);
        Assert.Empty(scene.Sends());
    }

    public void Dispose() => scene.Dispose();
}
