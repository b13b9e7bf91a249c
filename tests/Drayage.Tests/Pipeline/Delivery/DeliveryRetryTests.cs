using Drayage.Model.Delivery;
using Drayage.Pipeline.Delivery;
using Drayage.Pipeline.Journaling;
using Drayage.Pipeline.Journaling.Files;
using Drayage.Pipeline.Publishing;
using Drayage.Testing;
using Xunit;

namespace Drayage.Tests.Pipeline.Delivery;

/// <summary>What is in doubt is looked for before anything is sent again.</summary>
public sealed class DeliveryRetryTests : IDisposable
{
    private static readonly string[] Put = ["put a"];
    private readonly DeliveryScene scene = new();

    [Fact]
    public async Task The_intent_is_on_disk_before_anything_is_sent()
    {
        EffectStatus? seen = null;
        scene.Destination("images").OnSend("put a", carry =>
        {
            seen = scene.State.StatusOf("images/a", "put a");
            carry();
            return Task.CompletedTask;
        });
        scene.Add("images/a", Put);

        await scene.DeliverAsync();

        Assert.IsType<EffectStatus.InDoubt>(seen);
    }

    [Fact]
    public async Task A_lost_answer_is_no_second_sending()
    {
        scene.Destination("images").OnSend("put a", LoseAnswer);
        scene.Add("images/a", Put);

        Assert.True((await scene.DeliverAsync()).IsComplete);
        Assert.Single(scene.Sends());
    }

    [Fact]
    public async Task What_did_not_arrive_is_sent_again()
    {
        scene.Destination("images").FailsOn("put a", DeliveryFailure.Transient).FailsOn("put a", DeliveryFailure.Transient);
        scene.Add("images/a", Put);

        Assert.True((await scene.DeliverAsync()).IsComplete);
        Assert.Equal(3, scene.Sends().Length);
    }

    /// <summary>What a destination answers may name an address of no known scheme, or be none at all.</summary>
    [Fact]
    public async Task Nonsense_stops_its_consignment_only()
    {
        scene.Destination("images").OnSend("put a", _ => throw new NotSupportedException("The 'htup' scheme is not supported."));
        scene.Destination("files").OnSend("put a", _ => throw new UriFormatException("Invalid URI"));
        scene.Destination("index").OnSend("put a", _ => throw new System.Text.Json.JsonException("'<' is an invalid start of a value"));
        scene.Destination("charts").OnSend("put a", _ => throw new InvalidDataException("the archive entry was compressed using an unsupported compression method"));
        foreach (var destination in new[] { "images", "files", "index", "charts" })
            scene.Add($"{destination}/a", Put);
        scene.Patience = scene.Patience with { Tries = 1 };

        var report = await scene.DeliverAsync();

        Assert.All(report.Outcomes, outcome => Assert.Contains("makes no sense", Assert.IsType<ConsignmentOutcome.Failed>(outcome).Error.Message, StringComparison.Ordinal));
        Assert.True((await scene.DeliverAsync()).IsComplete);
    }

    [Fact]
    public async Task What_takes_too_long_is_given_up_where_there_is_a_limit()
    {
        using var clock = new SimulatedClock();
        scene.Clock = clock;
        scene.Patience = scene.Patience.ForNotices;
        scene.Receiver("chat").OnSend("announce release.failed v1", (_, token) => Task.Delay(Timeout.InfiniteTimeSpan, token));
        scene.Announce("chat/v1", "", "release.failed");

        var failed = Assert.IsType<ConsignmentOutcome.Failed>(Assert.Single((await scene.DeliverAsync()).Outcomes)).Error;

        Assert.Equal((DeliveryFailure.Transient, "it was not done within 120 s"), (failed.Failure, failed.Because));
        // The limit may come before the receiver has begun to stall.
        scene.Receiver("chat");
        scene.Patience = scene.Patience with { Limit = null };
        Assert.True((await scene.DeliverAsync()).IsComplete);
    }

    [Fact]
    public async Task A_connection_that_breaks_is_worth_another_try()
    {
        scene.Destination("images")
            .OnSend("put a", _ => throw new IOException("the connection was reset"))
            .OnSend("put a", _ => throw new TaskCanceledException("the request timed out"));
        scene.Add("images/a", Put);

        Assert.True((await scene.DeliverAsync()).IsComplete);
    }

    [Fact]
    public async Task A_file_that_may_not_be_read_stops_its_consignment_only()
    {
        scene.Destination("files").OnSend("put a", _ => throw new UnauthorizedAccessException("access to the path is denied"));
        scene.Patience = scene.Patience with { Tries = 1 };
        scene.Add("files/a", Put);

        var failed = Assert.IsType<ConsignmentOutcome.Failed>(Assert.Single((await scene.DeliverAsync()).Outcomes));

        Assert.Equal("access to the path is denied", failed.Error.Because);
    }

    [Fact]
    public async Task After_all_tries_the_next_delivery_goes_on()
    {
        var images = scene.Destination("images");
        for (var attempt = 0; attempt < scene.Patience.Tries; attempt++)
            images.FailsOn("put a", DeliveryFailure.Transient);
        scene.Add("images/a", Put);

        var first = await scene.DeliverAsync();
        var failed = scene.State.StatusOf("images/a", "put a");
        var second = await scene.DeliverAsync();

        Assert.False(first.IsComplete);
        Assert.True(Assert.IsType<EffectStatus.Failed>(failed).Failure.IsTransient);
        Assert.True(second.IsComplete);
    }

    [Fact]
    public async Task A_refusal_is_tried_once()
    {
        scene.Destination("images").FailsOn("put a", DeliveryFailure.Refused);
        scene.Add("images/a", Put);

        await scene.DeliverAsync();

        Assert.Single(scene.Sends());
    }

    [Fact]
    public async Task One_try_is_one_try()
    {
        scene.Patience = scene.Patience with { Tries = 1 };
        scene.Destination("images").FailsOn("put a", DeliveryFailure.Transient);
        scene.Add("images/a", Put);

        await scene.DeliverAsync();

        Assert.Single(scene.Sends());
    }

    [Fact]
    public async Task A_pause_longer_than_the_patience_is_left_to_the_next_delivery()
    {
        scene.Destination("images").FailsOn("put a", DeliveryFailure.Transient, retryAfter: TimeSpan.FromHours(1));
        scene.Add("images/a", Put);

        var report = await scene.DeliverAsync();

        Assert.Equal(TimeSpan.FromHours(1), Assert.IsType<ConsignmentOutcome.Failed>(Assert.Single(report.Outcomes)).Error.RetryAfter);
        Assert.Single(scene.Sends());
    }

    /// <summary>A process that was killed between sending and hearing of it, and an index that takes its time.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_an_earlier_run_may_have_sent_is_looked_for_with_patience(bool failedVisibly)
    {
        scene.Destination("images").Holds("put a", "ours").Hides("put a", looks: 2);
        scene.Add("images/a", Put);
        await LeaveInDoubtAsync(failedVisibly);

        Assert.True((await scene.DeliverAsync()).IsComplete);
        Assert.Empty(scene.Sends());
    }

    /// <summary>The server goes on to store what the killed process sent, and shows an unfinished file meanwhile.</summary>
    [Fact]
    public async Task An_upload_that_is_under_way_still_is_waited_for_and_not_replaced()
    {
        scene.Destination("images").Holds("put a", "ours").Shows("put a", looks: 2, new Probe.Different("an unfinished upload", MayMove: true));
        scene.Add("images/a", Put);
        await LeaveInDoubtAsync(failedVisibly: false);

        Assert.True((await scene.DeliverAsync()).IsComplete);
        Assert.Empty(scene.Sends());
    }

    [Fact]
    public async Task An_upload_that_broke_off_is_replaced_in_the_end()
    {
        scene.Destination("images").Holds("put a", "old name");
        scene.Add("images/a", Put);
        await LeaveInDoubtAsync(failedVisibly: false);

        Assert.True((await scene.DeliverAsync()).IsComplete);
        Assert.Single(scene.Sends());
    }

    [Fact]
    public async Task An_index_that_lags_is_waited_for()
    {
        scene.Destination("images").OnSend("put a", carry =>
        {
            carry();
            ((MemoryPublisher)scene.Publishers["images"]).Hides("put a", looks: 2);
            return Task.CompletedTask;
        });
        scene.Add("images/a", Put);

        Assert.True((await scene.DeliverAsync()).IsComplete);
    }

    [Fact]
    public async Task What_is_accepted_and_never_served_is_not_called_delivered()
    {
        scene.Destination("images").OnSend("put a", _ => Task.CompletedTask);
        scene.Add("images/a", Put);

        var report = await scene.DeliverAsync();

        Assert.Contains("accepted and is not served", Assert.IsType<ConsignmentOutcome.Failed>(Assert.Single(report.Outcomes)).Error.Message, StringComparison.Ordinal);
        Assert.Single(scene.Sends());
    }

    public void Dispose() => scene.Dispose();

    private async Task LeaveInDoubtAsync(bool failedVisibly)
    {
        using var journal = await JournalFile.OpenAsync(scene.JournalPath, scene.Waybill, "runner", TimeProvider.System, CancellationToken.None);
        await journal.AppendAsync(new JournalEvent.Intended("images/a", "put a"), CancellationToken.None);
        if (failedVisibly)
            await journal.AppendAsync(new JournalEvent.Failed("images/a", "put a", "connection lost", null, null, IsTransient: true), CancellationToken.None);
    }

    private static Task LoseAnswer(Action carry)
    {
        carry();
        throw new DeliveryException(DeliveryFailure.Transient, "the connection broke", "after the request was sent");
    }
}
