using Drayage.Model;
using Drayage.Pipeline.Journaling;
using Drayage.Testing;
using Xunit;

namespace Drayage.Tests.Pipeline.Journaling.Postgres;

[Collection(PostgresTests.Name)]
public sealed class LeaseTests(PostgresServer server)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_release_has_one_runner_at_a_time()
    {
        var scene = await JournalScene.OnAsync(server);
        await using var journal = await scene.OpenAsync("one", JournalScene.Short);

        // The second waits for the lease to end, in case its runner died, and sees it renewed.
        var refused = await Assert.ThrowsAsync<ReleaseException>(() => scene.OpenAsync("two", JournalScene.Short));

        Assert.Equal((ExitCode.Refused, "another runner is delivering this release"), (refused.Code, refused.Message));
        Assert.Contains("one holds it with token 1", refused.Because, StringComparison.Ordinal);
        await journal.AppendAsync(new JournalEvent.Intended("c", "open"), Cancellation);
    }

    [Fact]
    public async Task The_holder_can_be_seen_and_goes_when_it_hands_back()
    {
        var scene = await JournalScene.OnAsync(server);
        await using (await scene.OpenAsync("one"))
        {
            var holder = await scene.Store("other").HolderAsync(JournalScene.Waybill, Cancellation);
            Assert.Equal(("one", 1), (holder?.Runner, holder?.Token));
        }

        Assert.Null(await scene.Store().HolderAsync(JournalScene.Waybill, Cancellation));
        await using var next = await scene.OpenAsync("two");
        Assert.Equal(2, next.State.Token);
    }

    [Fact]
    public async Task A_runner_that_was_paused_too_long_can_neither_write_nor_send()
    {
        var scene = await JournalScene.OnAsync(server);
        await using var paused = await scene.OpenPausedAsync();
        await paused.AppendAsync(new JournalEvent.Intended("c", "open"), Cancellation);

        await using var taker = await scene.OpenAsync("taker");
        Assert.IsType<EffectStatus.InDoubt>(taker.State.StatusOf("c", "open"));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => paused.Lease!.PassAsync(Cancellation).AsTask());
        var refused = await Assert.ThrowsAsync<ReleaseException>(() => paused.AppendAsync(new JournalEvent.Sent("c", "open"), Cancellation));
        Assert.Equal((ExitCode.Partial, "the lease on this release was lost; nothing more is sent from here"), (refused.Code, refused.Message));
        Assert.Contains("taker took the release with token 2; this run had token 1", refused.Because, StringComparison.Ordinal);
        await taker.AppendAsync(new JournalEvent.Sent("c", "open"), Cancellation);
        Assert.Equal(5, (await scene.ReadAsync()).Records);
    }

    /// <summary>The check in the database alone, as when the runner wakes up between its own check and the write.</summary>
    [Fact]
    public async Task The_database_refuses_a_record_with_an_old_token()
    {
        var scene = await JournalScene.OnAsync(server);
        await using var paused = await scene.OpenPausedAsync();
        await using var taker = await scene.OpenAsync("taker");

        var refused = await Assert.ThrowsAsync<ReleaseException>(() => paused.AppendAsync(new JournalEvent.Intended("c", "open"), Cancellation));

        Assert.Contains("taker took the release", refused.Because, StringComparison.Ordinal);
        Assert.True(paused.Lease!.Lost.IsCancellationRequested);
        Assert.Equal(3, (await scene.ReadAsync()).Records);
    }

    [Fact]
    public async Task A_runner_that_was_paused_and_not_replaced_goes_on()
    {
        var scene = await JournalScene.OnAsync(server);
        await using var paused = await scene.OpenPausedAsync();
        while (await scene.Store().HolderAsync(JournalScene.Waybill, Cancellation) is not null)
            await Task.Yield();

        await paused.Lease!.PassAsync(Cancellation);

        Assert.Null(paused.Lease.Loss);
        Assert.NotNull(await scene.Store().HolderAsync(JournalScene.Waybill, Cancellation));
    }

    [Fact]
    public async Task Work_under_a_lost_lease_ends_with_the_loss()
    {
        var scene = await JournalScene.OnAsync(server);
        await using var paused = await scene.OpenPausedAsync();
        await using var taker = await scene.OpenAsync("taker");
        var begun = new TaskCompletionSource();

        var work = paused.HoldingAsync(
            async held =>
            {
                begun.SetResult();
                await Task.Delay(Timeout.Infinite, held);
                return true;
            },
            Cancellation);
        await begun.Task;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => paused.Lease!.PassAsync(Cancellation).AsTask());

        var lost = await Assert.ThrowsAsync<ReleaseException>(() => work);
        Assert.Equal(paused.Lease!.Loss, lost);
    }
}
