using System.Buffers;
using System.Text;
using Drayage.Model;
using Drayage.Pipeline.Journaling.Replaying;
using Drayage.Platform.Secrets;
using Npgsql;

namespace Drayage.Pipeline.Journaling.Postgres;

/// <summary>The journals of many machines, in one database.</summary>
/// <param name="connection">Yields the connection string.</param>
/// <param name="runner">Who opens journals here.</param>
/// <param name="redactor">Learns the password in the connection string.</param>
public sealed class PostgresJournalStore(SecretSource connection, string runner, LeaseTimes times, TimeProvider clock, Redactor redactor) : IJournalStore
{
    public async Task<IOpenJournal> OpenAsync(Digest waybill, CancellationToken cancellationToken)
    {
        var source = await JournalDatabase.OpenAsync(connection, redactor, cancellationToken);
        try
        {
            var taking = await LeaseTaking.TakeAsync(source, waybill, runner, times, clock, cancellationToken);
            // Renewed from the start, since a long journal takes a while to read.
            var lease = new PostgresLease(source, taking, clock);
            try
            {
                var state = await ReplayAsync(source, waybill, each: null, cancellationToken);
                return await PostgresJournal.TakeUpAsync(source, lease, taking, state, waybill, runner, clock);
            }
            catch
            {
                await lease.DisposeAsync();
                throw;
            }
        }
        catch (NpgsqlException failed)
        {
            await source.DisposeAsync();
            throw JournalDatabase.Unusable(failed);
        }
        catch
        {
            await source.DisposeAsync();
            throw;
        }
    }

    public Task<JournalState> ReadAsync(Digest waybill, Action<JournalRecord>? each, CancellationToken cancellationToken) =>
        AskAsync(source => ReplayAsync(source, waybill, each, cancellationToken), cancellationToken);

    public Task<JournalHolder?> HolderAsync(Digest waybill, CancellationToken cancellationToken) =>
        AskAsync(source => LeaseTaking.HolderAsync(source, waybill, cancellationToken), cancellationToken);

    private async Task<T> AskAsync<T>(Func<NpgsqlDataSource, Task<T>> ask, CancellationToken cancellationToken)
    {
        await using var source = await JournalDatabase.OpenAsync(connection, redactor, cancellationToken);
        try
        {
            return await ask(source);
        }
        catch (NpgsqlException failed)
        {
            throw JournalDatabase.Unusable(failed);
        }
    }

    private static async Task<JournalState> ReplayAsync(
        NpgsqlDataSource source, Digest waybill, Action<JournalRecord>? each, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand(
            "select line from drayage.record join drayage.release on id = release where waybill = $1 order by number");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = waybill.ToString() });
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var pipeline = new ReplayPipeline($"the journal of {waybill} in PostgreSQL", each);
        var (block, filled) = (ArrayPool<byte>.Shared.Rent(ReplayPipeline.BlockSize), 0);
        while (await rows.ReadAsync(cancellationToken))
        {
            var line = rows.GetString(0);
            var most = Encoding.UTF8.GetMaxByteCount(line.Length) + 1;
            if (filled + most > block.Length)
            {
                pipeline.Add(block, filled);
                (block, filled) = (ArrayPool<byte>.Shared.Rent(Math.Max(ReplayPipeline.BlockSize, most)), 0);
            }

            filled += Encoding.UTF8.GetBytes(line, block.AsSpan(filled));
            block[filled++] = (byte)'\n';
        }

        pipeline.Add(block, filled);
        return pipeline.Finish();
    }
}
