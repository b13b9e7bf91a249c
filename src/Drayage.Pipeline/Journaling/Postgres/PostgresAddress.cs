using Drayage.Model;
using Drayage.Platform.Secrets;
using Npgsql;

namespace Drayage.Pipeline.Journaling.Postgres;

/// <summary>
/// A connection string: Npgsql's own form (<c>Host=…;Database=…</c>) or the address that PostgreSQL's tools and most hosters use
/// (<c>postgresql://user:password@host:port/database?sslmode=require</c>).
/// </summary>
internal static class PostgresAddress
{
    /// <exception cref="ReleaseException">It is neither. The message does not repeat it.</exception>
    public static NpgsqlConnectionStringBuilder Parse(Secret connection)
    {
        var text = connection.Reveal().Trim();
        try
        {
            var builder = text.StartsWith("postgres://", StringComparison.Ordinal) || text.StartsWith("postgresql://", StringComparison.Ordinal)
                ? FromUri(new Uri(text))
                : new NpgsqlConnectionStringBuilder(text);
            if (string.IsNullOrEmpty(builder.Host))
                throw new FormatException("it names no host");
            return builder;
        }
        catch (Exception wrong) when (wrong is ArgumentException or FormatException)
        {
            throw new ReleaseException(
                ExitCode.Usage,
                "the connection string of the journal cannot be read",
                // Messages of parsers repeat what they could not parse.
                wrong is FormatException and not UriFormatException ? wrong.Message : "it is no connection string of PostgreSQL",
                "write Host=…;Port=…;Database=…;Username=…;Password=… or postgresql://user:password@host:port/database");
        }
    }

    private static NpgsqlConnectionStringBuilder FromUri(Uri uri)
    {
        var builder = new NpgsqlConnectionStringBuilder { Host = Uri.UnescapeDataString(uri.Host), Port = uri.Port > 0 ? uri.Port : NpgsqlConnection.DefaultPort };
        var user = uri.UserInfo.Split(':', 2);
        if (user[0].Length > 0)
            builder.Username = Uri.UnescapeDataString(user[0]);
        if (user.Length > 1)
            builder.Password = Uri.UnescapeDataString(user[1]);
        if (uri.AbsolutePath.Length > 1)
            builder.Database = Uri.UnescapeDataString(uri.AbsolutePath[1..]);
        foreach (var parameter in uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = parameter.Split('=', 2);
            Set(builder, Uri.UnescapeDataString(parts[0]), parts.Length > 1 ? Uri.UnescapeDataString(parts[1]) : "");
        }

        return builder;
    }

    private static void Set(NpgsqlConnectionStringBuilder builder, string name, string value)
    {
        switch (name)
        {
            case "sslmode":
                builder.SslMode = value.Replace("-", "", StringComparison.Ordinal) is var mode && Enum.TryParse<SslMode>(mode, ignoreCase: true, out var known)
                    ? known
                    : throw new FormatException("sslmode is none of disable, allow, prefer, require, verify-ca, verify-full");
                break;
            case "sslrootcert":
                builder.RootCertificate = value;
                break;
            case "host":
                builder.Host = value;
                break;
            case "application_name":
                builder.ApplicationName = value;
                break;
            case "connect_timeout" when int.TryParse(value, out var seconds):
                builder.Timeout = seconds;
                break;
            default:
                throw new FormatException($"the parameter '{name}' is not known here");
        }
    }
}
