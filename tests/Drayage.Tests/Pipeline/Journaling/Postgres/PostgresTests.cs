using Drayage.Model;
using Drayage.Pipeline.Journaling;
using Drayage.Pipeline.Journaling.Postgres;
using Drayage.Platform.Secrets;
using Drayage.Testing;
using Xunit;

namespace Drayage.Tests.Pipeline.Journaling.Postgres;

/// <summary>Tests that share one server, each in a database of its own.</summary>
[CollectionDefinition(Name)]
public sealed class PostgresTests : ICollectionFixture<PostgresServer>
{
    public const string Name = "PostgreSQL";
}

/// <summary>A database, and runners that keep their journals there.</summary>
internal sealed class JournalScene(PostgresDatabase database)
{
    public static readonly Digest Waybill = Digest.OfSha256("waybill"u8);

    /// <summary>Long enough for a loaded machine to renew in time.</summary>
    public static readonly LeaseTimes Long = new(TimeSpan.FromSeconds(20));

    /// <summary>Soon over.</summary>
    public static readonly LeaseTimes Short = new(TimeSpan.FromSeconds(0.5));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public PostgresDatabase Database => database;

    public static async Task<JournalScene> OnAsync(PostgresServer server) => new(await server.CreateDatabaseAsync());

    public PostgresJournalStore Store(string runner = "one", LeaseTimes? times = null, TimeProvider? clock = null) =>
        new(_ => ValueTask.FromResult(new Secret(database.ConnectionString)), runner, times ?? Long, clock ?? TimeProvider.System, new Redactor());

    public Task<IOpenJournal> OpenAsync(string runner = "one", LeaseTimes? times = null, TimeProvider? clock = null) =>
        Store(runner, times, clock).OpenAsync(Waybill, Cancellation);

    /// <summary>A journal of a runner that is paused as soon as it has it: its lease is not renewed.</summary>
    public Task<IOpenJournal> OpenPausedAsync(string runner = "paused") => OpenAsync(runner, Short, new PausedTimers());

    public Task<JournalState> ReadAsync(Action<JournalRecord>? each = null) => Store().ReadAsync(Waybill, each, Cancellation);
}

/// <summary>The system's clock without its timers: what is done in the background never happens.</summary>
internal sealed class PausedTimers : TimeProvider
{
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => new Never();

    private sealed class Never : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
