using Drayage.Model;
using Drayage.Pipeline.Journaling.Appending;
using Npgsql;

namespace Drayage.Pipeline.Journaling.Postgres;

/// <summary>The journal of one release in the database, in the hands of the runner that has the lease.</summary>
internal sealed class PostgresJournal : IOpenJournal
{
    private readonly NpgsqlDataSource source;
    private readonly PostgresLease lease;
    private readonly JournalAppender appender;

    private PostgresJournal(NpgsqlDataSource source, PostgresLease lease, JournalAppender appender)
    {
        this.source = source;
        this.lease = lease;
        this.appender = appender;
    }

    public JournalState State => appender.State;

    public IJournalLease Lease => lease;

    /// <param name="source">Disposed with the journal.</param>
    /// <param name="lease">Disposed with the journal.</param>
    /// <param name="state">What was replayed after the lease was taken.</param>
    public static async Task<PostgresJournal> TakeUpAsync(
        NpgsqlDataSource source, PostgresLease lease, LeaseTaking taking, JournalState state, Digest waybill, string runner, TimeProvider clock)
    {
        var writing = new JournalAppender(new PostgresRecordWriter(source, taking, lease), state, clock);
        await writing.TakeUpAsync(waybill, runner, taking.Token);
        return new PostgresJournal(source, lease, writing);
    }

    public Task AppendAsync(JournalEvent happened, CancellationToken cancellationToken) =>
        cancellationToken.IsCancellationRequested ? Task.FromCanceled(cancellationToken) : appender.AppendAsync(happened);

    public async ValueTask DisposeAsync()
    {
        await lease.DisposeAsync();
        await source.DisposeAsync();
    }
}
