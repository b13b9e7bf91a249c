using Drayage.Model;
using Npgsql;

namespace Drayage.Pipeline.Journaling.Postgres;

/// <summary>A lease that was just given.</summary>
/// <param name="Release">Row of the release.</param>
/// <param name="Since">Taken before the database was asked: the lease lasts at least from then.</param>
internal sealed record LeaseTaking(long Release, long Token, LeaseTimes Times, LeaseMoment Since)
{
    private const string Take = """
        insert into drayage.release as r (waybill, token, runner, lease_ends)
        values ($1, 1, $2, clock_timestamp() + make_interval(secs => $3))
        on conflict (waybill) do update
            set token = r.token + 1, runner = excluded.runner, lease_ends = clock_timestamp() + make_interval(secs => $3)
            where r.lease_ends is null or r.lease_ends <= clock_timestamp()
        returning id, token
        """;

    private const string Holder = "select runner, token, lease_ends, lease_ends - clock_timestamp() from drayage.release where waybill = $1 and lease_ends > clock_timestamp()";

    /// <summary>
    /// Takes the release, waiting once for a lease to end: its runner may have died. A runner that renews meanwhile is alive.
    /// </summary>
    /// <exception cref="ReleaseException">Another runner holds the release.</exception>
    public static async Task<LeaseTaking> TakeAsync(
        NpgsqlDataSource source, Digest waybill, string runner, LeaseTimes times, TimeProvider clock, CancellationToken cancellationToken)
    {
        JournalHolder? met = null;
        while (true)
        {
            if (await TryAsync(source, waybill, runner, times, clock, cancellationToken) is { } taking)
                return taking;
            if (await FindAsync(source, waybill, cancellationToken) is not { } held)
                continue;
            if (held.Holder != (met ??= held.Holder))
                throw Held(held.Holder);
            // Looked at more often than it ends: it may be handed back.
            await Task.Delay(held.Left < times.Renewal / 4 ? held.Left : times.Renewal / 4, clock, cancellationToken);
        }
    }

    public static async Task<JournalHolder?> HolderAsync(NpgsqlDataSource source, Digest waybill, CancellationToken cancellationToken) =>
        (await FindAsync(source, waybill, cancellationToken))?.Holder;

    private static async Task<LeaseTaking?> TryAsync(
        NpgsqlDataSource source, Digest waybill, string runner, LeaseTimes times, TimeProvider clock, CancellationToken cancellationToken)
    {
        var since = LeaseMoment.Now(clock);
        await using var command = source.CreateCommand(Take);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = waybill.ToString() });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = runner });
        command.Parameters.Add(new NpgsqlParameter<double> { TypedValue = times.Duration.TotalSeconds });
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        return await rows.ReadAsync(cancellationToken) ? new LeaseTaking(rows.GetInt64(0), rows.GetInt64(1), times, since) : null;
    }

    private static async Task<(JournalHolder Holder, TimeSpan Left)?> FindAsync(NpgsqlDataSource source, Digest waybill, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand(Holder);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = waybill.ToString() });
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        return await rows.ReadAsync(cancellationToken)
            ? (new JournalHolder(rows.GetString(0), rows.GetInt64(1), rows.GetFieldValue<DateTimeOffset>(2)), rows.GetTimeSpan(3))
            : null;
    }

    private static ReleaseException Held(JournalHolder holder) => new(
        ExitCode.Refused,
        "another runner is delivering this release",
        $"{holder.Runner} holds it with token {holder.Token} and renews its lease",
        "wait for it to end and look: drayage status; should it die, its lease ends by itself");
}
