using System.Text;
using Drayage.Model;
using Drayage.Pipeline.Journaling.Appending;
using Npgsql;
using NpgsqlTypes;

namespace Drayage.Pipeline.Journaling.Postgres;

/// <summary>
/// Adds records in one round trip that commits before it returns. The database refuses them when a newer token was given, or when
/// others stand where they belong.
/// </summary>
internal sealed class PostgresRecordWriter(NpgsqlDataSource source, LeaseTaking taking, PostgresLease lease) : IRecordWriter
{
    // Where a database trades safety for speed, this statement does not.
    private const string Append = """
        with held as (
            update drayage.release set records = $3 - 1 + cardinality($4) where id = $1 and token = $2 and records = $3 - 1 returning id
        ), durable as (
            select set_config('synchronous_commit', case current_setting('synchronous_commit') when 'off' then 'on' else current_setting('synchronous_commit') end, true)
        )
        insert into drayage.record (release, number, token, line)
        select held.id, $3 - 1 + lines.position, $2, lines.line
        from held, durable, unnest($4) with ordinality as lines (line, position)
        """;

    public async Task WriteAsync(long first, IReadOnlyList<byte[]> lines)
    {
        if (lease.Loss is { } earlier)
            throw earlier;
        try
        {
            await using var command = source.CreateCommand(Append);
            command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = taking.Release });
            command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = taking.Token });
            command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = first });
            command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. lines.Select(Text)], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
            if (await command.ExecuteNonQueryAsync(lease.Lost) != lines.Count)
                throw await lease.LoseToSuccessorAsync(CancellationToken.None);
        }
        catch (NpgsqlException failed)
        {
            // Whether it was written is not known, so no further record can be numbered: this run ends here.
            throw lease.Lose(new ReleaseException(
                ExitCode.Partial,
                "the journal cannot be written, so nothing more is sent",
                JournalDatabase.Words(failed),
                "when the database answers again, run: drayage resume",
                failed));
        }
        catch (OperationCanceledException) when (lease.Loss is not null)
        {
            throw lease.Loss;
        }
    }

    private static string Text(byte[] line) => Encoding.UTF8.GetString(line.AsSpan()[..^1]);
}
