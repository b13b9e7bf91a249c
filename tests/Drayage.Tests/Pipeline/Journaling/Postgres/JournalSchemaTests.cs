using Drayage.Model;
using Drayage.Pipeline.Journaling;
using Drayage.Pipeline.Journaling.Postgres;
using Drayage.Testing;
using Npgsql;
using Xunit;

namespace Drayage.Tests.Pipeline.Journaling.Postgres;

[Collection(PostgresTests.Name)]
public sealed class JournalSchemaTests(PostgresServer server)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Migrations_are_numbered_without_gaps()
    {
        Assert.NotEmpty(JournalSchema.Migrations);
        Assert.All(JournalSchema.Migrations.Index(), migration => Assert.StartsWith($"{migration.Index + 1:0000}-", migration.Item, StringComparison.Ordinal));
    }

    [Fact]
    public async Task From_nothing()
    {
        var scene = await JournalScene.OnAsync(server);

        await using (await scene.OpenAsync())
        {
        }

        Assert.Equal(string.Join('\n', JournalSchema.Migrations), await scene.Database.RunAsync("select name from drayage.migration order by number"));
    }

    [Fact]
    public async Task Runners_that_start_at_once_apply_each_migration_once()
    {
        var scene = await JournalScene.OnAsync(server);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => scene.ReadAsync(), Cancellation)));

        Assert.Equal($"{JournalSchema.Migrations.Length}", await scene.Database.RunAsync("select count(*) from drayage.migration"));
    }

    /// <summary>A journal that the version before wrote is gone on with.</summary>
    [Fact]
    public async Task From_the_version_before_with_its_journals()
    {
        var scene = await JournalScene.OnAsync(server);
        await using (var source = NpgsqlDataSource.Create(scene.Database.ConnectionString + ";Pooling=false"))
            await JournalSchema.UpdateAsync(source, JournalSchema.Migrations.Length - 1, Cancellation);
        var line = System.Text.Encoding.UTF8.GetString(JournalCodec.Write(new JournalRecord(1, DateTimeOffset.UnixEpoch, new JournalEvent.Opened(JournalScene.Waybill)))).TrimEnd();
        await scene.Database.RunAsync($"""
            insert into drayage.release (waybill, records) values ('{JournalScene.Waybill}', 1);
            insert into drayage.record (release, number, line) values (1, 1, '{line}')
            """);

        await using var journal = await scene.OpenAsync();

        Assert.Equal(2, journal.State.Records);
        Assert.Equal(1, journal.State.Token);
        Assert.Equal($"{JournalSchema.Migrations.Length}", await scene.Database.RunAsync("select max(number) from drayage.migration"));
    }

    [Fact]
    public async Task A_newer_schema_is_refused_and_left_alone()
    {
        var scene = await JournalScene.OnAsync(server);
        await scene.ReadAsync();
        await scene.Database.RunAsync("insert into drayage.migration (number, name) values (99, '0099-of-tomorrow')");

        var refused = await Assert.ThrowsAsync<ReleaseException>(() => scene.OpenAsync());

        Assert.Equal("the journal's database was made by a newer drayage", refused.Message);
        Assert.Contains("version 99", refused.Because, StringComparison.Ordinal);
        Assert.Equal("0", await scene.Database.RunAsync("select count(*) from drayage.release"));
    }

    [Fact]
    public async Task A_user_without_rights_is_told_what_is_missing()
    {
        var scene = await JournalScene.OnAsync(server);
        await scene.Database.RunAsync("create role guest login");
        var guest = new PostgresJournalStore(
            _ => ValueTask.FromResult(new Drayage.Platform.Secrets.Secret(scene.Database.ConnectionString.Replace("Username=postgres", "Username=guest", StringComparison.Ordinal))),
            "guest", JournalScene.Long, TimeProvider.System, new Drayage.Platform.Secrets.Redactor());

        var refused = await Assert.ThrowsAsync<ReleaseException>(() => guest.OpenAsync(JournalScene.Waybill, Cancellation));

        Assert.Contains("permission denied", refused.Because, StringComparison.Ordinal);
        Assert.Contains("grant create on database", refused.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Records_cannot_be_changed()
    {
        var scene = await JournalScene.OnAsync(server);
        await using (await scene.OpenAsync())
        {
        }

        await using var source = NpgsqlDataSource.Create(scene.Database.ConnectionString + ";Pooling=false");
        foreach (var change in new[] { "update drayage.record set line = ''", "delete from drayage.record" })
        {
            await using var command = source.CreateCommand(change);
            await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync(Cancellation));
        }
    }
}
