using Drayage.Model;
using Drayage.Platform.Secrets;
using Npgsql;

namespace Drayage.Pipeline.Journaling.Postgres;

/// <summary>Connections to the database of the journals, with its tables as this program knows them.</summary>
internal static class JournalDatabase
{
    // One appends, one renews, one is asked at the gate.
    private const int Connections = 3;

    /// <summary>Connects, and brings the tables up to date. The data source must be disposed.</summary>
    /// <exception cref="ReleaseException">It cannot be reached, refuses, or is newer than this program.</exception>
    public static async Task<NpgsqlDataSource> OpenAsync(SecretSource connection, Redactor redactor, CancellationToken cancellationToken)
    {
        var address = PostgresAddress.Parse(await connection(cancellationToken));
        if (address.Password is { Length: > 0 } password)
            redactor.Learn(new Secret(password));
        address.MaxPoolSize = Connections;
        address.ApplicationName ??= "drayage";
        // Every command is one statement on its own: there is nothing to reset between two of them.
        address.NoResetOnClose = true;
        var builder = new NpgsqlSlimDataSourceBuilder(address.ConnectionString);
        builder.EnableTransportSecurity();
        builder.EnableArrays();
        var source = builder.Build();
        try
        {
            await JournalSchema.UpdateAsync(source, cancellationToken);
            return source;
        }
        catch (NpgsqlException failed)
        {
            await source.DisposeAsync();
            throw Unusable(failed);
        }
        catch
        {
            await source.DisposeAsync();
            throw;
        }
    }

    /// <summary>The database did not do what a command wanted before anything was sent.</summary>
    public static ReleaseException Unusable(NpgsqlException failed) => new(
        ExitCode.Refused,
        "the journal's database cannot be used",
        Words(failed),
        failed is PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege }
            ? "let the user of the connection string create the schema drayage: grant create on database … to …"
            : "check the connection string that --journal, DRAYAGE_JOURNAL or drayage.yaml names",
        failed);

    /// <summary>What happened, without the address that a driver's message may hold.</summary>
    public static string Words(NpgsqlException failed) => failed switch
    {
        PostgresException refused => $"PostgreSQL: {refused.MessageText} (SQLSTATE {refused.SqlState})",
        { InnerException: TimeoutException } => "PostgreSQL did not answer in time",
        { InnerException: { } inner } => $"PostgreSQL: {inner.Message}",
        _ => $"PostgreSQL: {failed.Message}",
    };
}
