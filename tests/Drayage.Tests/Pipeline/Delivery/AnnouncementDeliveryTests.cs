using Drayage.Model.Events;
using Drayage.Pipeline.Delivery;
using Drayage.Pipeline.Journaling;
using Drayage.Pipeline.Journaling.Files;
using Drayage.Pipeline.Publishing;
using Xunit;

namespace Drayage.Tests.Pipeline.Delivery;

/// <summary>Announcements come last, hold nobody up, and are sent again only where nobody answered.</summary>
public sealed class AnnouncementDeliveryTests : IDisposable
{
    private const string Effect = "announce release.published v1";
    private static readonly string[] Draft = ["open", "put a", "point published"];
    private readonly DeliveryScene scene = new();

    [Fact]
    public async Task It_is_told_last_of_all()
    {
        scene.Destination("hub", isReversible: true);
        scene.Destination("images");
        scene.Receiver("hook");
        scene.Announce("hook/v1", "hub/v1", EventTypes.ReleasePublished);
        scene.Add("hub/v1", Draft);
        scene.Add("images/a", ["put a", "point latest"], needs: "hub/v1");
        scene.Add("images/b", ["put b", "point b"], needs: "images/a");

        var report = await scene.DeliverAsync();

        Assert.True(report.IsComplete);
        Assert.Equal($"hook/v1 {Effect}", scene.Sends()[^1]);
        scene.AssertBefore("images/b point b", $"hook/v1 {Effect}");
        Assert.Equal("acknowledged", Assert.IsType<EffectStatus.Delivered>(scene.State.StatusOf("hook/v1", Effect)).Evidence);
    }

    [Fact]
    public async Task What_it_does_not_need_may_fail()
    {
        scene.Destination("hub", isReversible: true);
        scene.Destination("images").FailsOn("put a", DeliveryFailure.Refused);
        scene.Receiver("hook");
        scene.Announce("hook/v1", "hub/v1", EventTypes.ReleasePublished);
        scene.Add("hub/v1", Draft);
        scene.Add("images/a", ["put a"]);

        var report = await scene.DeliverAsync();

        Assert.Equal(2, report.Outcomes.Count(outcome => outcome is ConsignmentOutcome.Delivered));
        Assert.IsType<EffectStatus.Delivered>(scene.State.StatusOf("hook/v1", Effect));
    }

    [Fact]
    public async Task A_release_that_is_not_out_is_not_announced()
    {
        scene.Destination("hub", isReversible: true).FailsOn("point published", DeliveryFailure.Refused);
        scene.Receiver("hook");
        scene.Announce("hook/v1", "hub/v1", EventTypes.ReleasePublished);
        scene.Add("hub/v1", Draft);

        await scene.DeliverAsync();
        Assert.DoesNotContain($"hook/v1 {Effect}", scene.Sends());

        Assert.True((await scene.DeliverAsync()).IsComplete);
        Assert.Equal($"hook/v1 {Effect}", scene.Sends()[^1]);
    }

    [Fact]
    public async Task A_receiver_that_is_down_holds_nobody_up()
    {
        scene.Destination("images");
        scene.Receiver("down").OnSend(Effect, _ => throw Unanswered()).OnSend(Effect, _ => throw Unanswered()).OnSend(Effect, _ => throw Unanswered());
        scene.Receiver("hook");
        scene.Announce("down/v1", "", EventTypes.ReleasePublished);
        scene.Announce("hook/v1", "", EventTypes.ReleasePublished);
        scene.Add("images/a", ["put a"]);

        var report = await scene.DeliverAsync();

        Assert.Equal("down/v1", Assert.Single(report.Outcomes.OfType<ConsignmentOutcome.Failed>()).Consignment.Id);
        Assert.True((await scene.DeliverAsync()).IsComplete);
        Assert.Single(scene.Sends(), $"hook/v1 {Effect}");
    }

    [Fact]
    public async Task What_was_not_answered_is_told_again_without_asking()
    {
        scene.Receiver("hook").OnSend(Effect, carry =>
        {
            carry();
            throw Unanswered();
        });
        scene.Announce("hook/v1", "", EventTypes.ReleasePublished);

        Assert.True((await scene.DeliverAsync()).IsComplete);

        Assert.Equal(2, scene.Sends().Length);
        Assert.DoesNotContain(scene.Log, line => line.StartsWith("probe ", StringComparison.Ordinal) || line.StartsWith("read ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 0)]
    public async Task After_a_crash_only_an_unanswered_announcement_is_told_again(bool answered, int sends)
    {
        scene.Receiver("hook");
        scene.Announce("hook/v1", "", EventTypes.ReleasePublished);
        using (var journal = await JournalFile.OpenAsync(scene.JournalPath, scene.Waybill, "runner", TimeProvider.System, CancellationToken.None))
        {
            await journal.AppendAsync(new JournalEvent.Intended("hook/v1", Effect), CancellationToken.None);
            if (answered)
                await journal.AppendAsync(new JournalEvent.Sent("hook/v1", Effect), CancellationToken.None);
        }

        Assert.True((await scene.DeliverAsync()).IsComplete);

        Assert.Equal(sends, scene.Sends().Length);
    }

    [Fact]
    public async Task What_is_told_is_not_told_again()
    {
        scene.Receiver("hook");
        scene.Announce("hook/v1", "", EventTypes.ReleasePublished);
        await scene.DeliverAsync();
        Assert.True((await scene.DeliverAsync()).IsComplete);

        Assert.Single(scene.Sends());
    }

    public void Dispose() => scene.Dispose();

    private static DeliveryException Unanswered() => new(DeliveryFailure.Transient, "no answer");
}
