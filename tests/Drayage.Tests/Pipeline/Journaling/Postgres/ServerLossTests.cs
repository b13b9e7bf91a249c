using Drayage.Model;
using Drayage.Pipeline.Journaling;
using Drayage.Testing;
using Xunit;

namespace Drayage.Tests.Pipeline.Journaling.Postgres;

/// <summary>The server is killed. These tests have it for themselves.</summary>
public sealed class ServerLossTests : IAsyncLifetime
{
    private readonly PostgresServer server = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => server.InitializeAsync();

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task A_run_whose_server_dies_ends_clearly_and_the_next_has_every_record()
    {
        var scene = await JournalScene.OnAsync(server);
        // A database that would lose the last moments must not lose a record.
        await scene.Database.RunAsync("alter system set wal_writer_delay = '10s'; ");
        await scene.Database.RunAsync("alter system set synchronous_commit = off");
        await scene.Database.RunAsync("select pg_reload_conf()");
        await using (var journal = await scene.OpenAsync("first", JournalScene.Short))
        {
            await journal.AppendAsync(new JournalEvent.Intended("c", "open"), Cancellation);
            await server.KillAsync();

            var failed = await Assert.ThrowsAsync<ReleaseException>(() => journal.AppendAsync(new JournalEvent.Sent("c", "open"), Cancellation));

            Assert.Equal(ExitCode.Partial, failed.Code);
            Assert.Contains("drayage resume", failed.Hint, StringComparison.Ordinal);
            Assert.True(journal.Lease!.Lost.IsCancellationRequested);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => journal.Lease.PassAsync(Cancellation).AsTask());
        }

        await server.StartAsync();
        await using var next = await scene.OpenAsync("second", JournalScene.Short);

        Assert.IsType<EffectStatus.InDoubt>(next.State.StatusOf("c", "open"));
        Assert.Equal(("second", 2), (next.State.Runner, next.State.Token));
    }

    [Fact]
    public async Task A_database_that_cannot_be_reached_is_told_before_anything_is_sent()
    {
        var scene = await JournalScene.OnAsync(server);
        await server.KillAsync();

        var refused = await Assert.ThrowsAsync<ReleaseException>(() => scene.OpenAsync());

        Assert.Equal((ExitCode.Refused, "the journal's database cannot be used"), (refused.Code, refused.Message));
    }
}
