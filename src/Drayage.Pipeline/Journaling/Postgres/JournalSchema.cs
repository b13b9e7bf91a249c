using System.Collections.Immutable;
using System.Globalization;
using Drayage.Model;
using Npgsql;

namespace Drayage.Pipeline.Journaling.Postgres;

/// <summary>The tables, as numbered migrations in this assembly made them: <c>0001-name</c>, without gaps.</summary>
internal static class JournalSchema
{
    // "drayage" in ASCII: every runner must ask for the same lock, and nobody else for it.
    private const long Lock = 0x64726179616765;

    public static ImmutableArray<string> Migrations { get; } =
    [
        .. typeof(JournalSchema).Assembly.GetManifestResourceNames().Where(name => name.Length > 4 && char.IsAsciiDigit(name[0])).Order(StringComparer.Ordinal),
    ];

    /// <summary>Applies what is missing, in one transaction, one runner at a time.</summary>
    public static Task UpdateAsync(NpgsqlDataSource source, CancellationToken cancellationToken) => UpdateAsync(source, Migrations.Length, cancellationToken);

    /// <param name="version">How many migrations to apply.</param>
    /// <exception cref="ReleaseException">A newer program made the tables.</exception>
    internal static async Task UpdateAsync(NpgsqlDataSource source, int version, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        if (await VersionAsync(connection, cancellationToken) == version)
            return;
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await RunAsync(connection, $"select pg_advisory_xact_lock({Lock})", cancellationToken);
        // Read again: another runner may have had the lock before.
        var applied = await VersionAsync(connection, cancellationToken) ?? await BeginAsync(connection, cancellationToken);
        if (applied > version)
            throw Newer(applied, version);
        foreach (var name in Migrations.Skip(applied).Take(version - applied))
        {
            await RunAsync(connection, await TextAsync(name, cancellationToken), cancellationToken);
            await RunAsync(connection, $"insert into drayage.migration (number, name) values ({++applied}, '{name}')", cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    /// <returns>Null where nothing was ever made.</returns>
    private static async Task<int?> VersionAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        // Read from the catalogue itself: to_regclass answers from a cache that is as old as the transaction.
        await using var exists = new NpgsqlCommand(
            "select exists (select from pg_class join pg_namespace n on n.oid = relnamespace where nspname = 'drayage' and relname = 'migration')", connection);
        if (await exists.ExecuteScalarAsync(cancellationToken) is not true)
            return null;
        await using var version = new NpgsqlCommand("select coalesce(max(number), 0) from drayage.migration", connection);
        return Convert.ToInt32(await version.ExecuteScalarAsync(cancellationToken), CultureInfo.InvariantCulture);
    }

    private static async Task<int> BeginAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        // An administrator may have made the schema for a user who may not.
        await RunAsync(connection, "do $$ begin if to_regnamespace('drayage') is null then create schema drayage; end if; end $$", cancellationToken);
        await RunAsync(
            connection,
            "create table drayage.migration (number int primary key, name text not null, applied_at timestamptz not null default now())",
            cancellationToken);
        return 0;
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<string> TextAsync(string migration, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(typeof(JournalSchema).Assembly.GetManifestResourceStream(migration)!);
        return await reader.ReadToEndAsync(cancellationToken);
    }

    private static ReleaseException Newer(int applied, int known) => new(
        ExitCode.Refused,
        "the journal's database was made by a newer drayage",
        $"its tables have version {applied}, this drayage knows {known}",
        "update drayage on this machine; nothing was sent");
}
