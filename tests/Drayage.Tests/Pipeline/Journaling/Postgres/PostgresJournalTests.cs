using Drayage.Model;
using Drayage.Pipeline.Journaling;
using Drayage.Testing;
using Xunit;

namespace Drayage.Tests.Pipeline.Journaling.Postgres;

[Collection(PostgresTests.Name)]
public sealed class PostgresJournalTests(PostgresServer server)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_kind_of_record_survives_the_database()
    {
        JournalEvent[] events =
        [
            new JournalEvent.Intended("pypi/p", "put a b"),
            new JournalEvent.Sent("pypi/p", "put a b"),
            new JournalEvent.Failed("pypi/p", "put a b", "kaputt: \"ß\"\n\u2028\0", "because", null, IsTransient: true),
            new JournalEvent.Conflicted("pypi/p", "put a b", "sha256:0"),
            new JournalEvent.Observed("pypi/p", "put a b", "sha256:1", "https://example.org/?a=1&b=2"),
        ];
        var scene = await JournalScene.OnAsync(server);
        JournalState written;
        await using (var journal = await scene.OpenAsync())
        {
            foreach (var happened in events)
                await journal.AppendAsync(happened, Cancellation);
            written = journal.State;
        }

        var read = new List<JournalEvent>();
        var state = await scene.ReadAsync(record => read.Add(record.Event));

        Assert.Equal([new JournalEvent.Opened(JournalScene.Waybill), new JournalEvent.Taken("one", 1), .. events], read);
        Assert.Equal(written.Effects, state.Effects);
        Assert.Equal((written.Records, written.Token, written.Runner), (state.Records, state.Token, state.Runner));
    }

    [Fact]
    public async Task A_record_can_be_read_by_others_when_it_is_appended()
    {
        var scene = await JournalScene.OnAsync(server);
        await using var journal = await scene.OpenAsync();

        await journal.AppendAsync(new JournalEvent.Intended("c", "open"), Cancellation);

        Assert.IsType<EffectStatus.InDoubt>((await scene.ReadAsync()).StatusOf("c", "open"));
    }

    [Fact]
    public async Task Concurrent_appends_are_numbered_without_gaps()
    {
        var scene = await JournalScene.OnAsync(server);
        await using (var journal = await scene.OpenAsync())
            await Task.WhenAll(Enumerable.Range(0, 200).Select(number => Task.Run(() => journal.AppendAsync(new JournalEvent.Intended("c", $"put {number}"), Cancellation))));

        var state = await scene.ReadAsync();
        Assert.Equal(202, state.Records);
        Assert.Equal(200, state.Effects.Count);
        Assert.Equal("202|202", await scene.Database.RunAsync("select count(*), max(number) from drayage.record"));
    }

    [Fact]
    public async Task An_event_that_cannot_follow_is_not_written()
    {
        var scene = await JournalScene.OnAsync(server);
        await using var journal = await scene.OpenAsync();

        await Assert.ThrowsAsync<ReleaseException>(() => journal.AppendAsync(new JournalEvent.Sent("c", "open"), Cancellation));

        Assert.Equal(2, journal.State.Records);
        Assert.Equal("2", await scene.Database.RunAsync("select count(*) from drayage.record"));
    }

    [Fact]
    public async Task Journals_of_several_releases_do_not_mix()
    {
        var scene = await JournalScene.OnAsync(server);
        await using var one = await scene.OpenAsync();
        await using var other = await scene.Store("two").OpenAsync(Digest.OfSha256("another"u8), Cancellation);

        await one.AppendAsync(new JournalEvent.Intended("c", "open"), Cancellation);

        Assert.Empty(other.State.Effects);
        Assert.Equal(2, other.State.Records);
    }

    [Fact]
    public async Task A_line_that_was_altered_is_refused()
    {
        var scene = await JournalScene.OnAsync(server);
        await using (await scene.OpenAsync())
        {
        }

        await scene.Database.RunAsync("alter table drayage.record disable trigger added_only; update drayage.record set line = replace(line, 'one', 'two') where number = 2");

        var refused = await Assert.ThrowsAsync<ReleaseException>(() => scene.ReadAsync());
        Assert.Equal("the journal is damaged at line 2", refused.Message);

        await Assert.ThrowsAsync<ReleaseException>(() => scene.OpenAsync());
        // Nobody else waits for the lease of a runner that could not begin.
        Assert.Null(await scene.Store().HolderAsync(JournalScene.Waybill, Cancellation));
    }

    [Fact]
    public async Task A_release_nobody_began_has_an_empty_journal()
    {
        var scene = await JournalScene.OnAsync(server);

        Assert.Equal(JournalState.Empty, await scene.ReadAsync());
        Assert.Null(await scene.Store().HolderAsync(JournalScene.Waybill, Cancellation));
    }
}
