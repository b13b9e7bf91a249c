using System.Diagnostics;
using Xunit;

namespace Drayage.Testing;

/// <summary>
/// The machine's own PostgreSQL on a free loopback port and a directory of its own, started when the first test asks for a database.
/// Use as a collection fixture.
/// </summary>
public sealed class PostgresServer : IAsyncLifetime
{
    private const string User = "postgres";

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private readonly TemporaryDirectory directory = new();
    private readonly SemaphoreSlim starting = new(1);
    private Process? process;
    private OrphanWatch? watch;
    private int databases;

    public int Port { get; } = LoopbackPort.Free();

    private string Data => directory["data"];

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>A new empty database; skips the test where PostgreSQL is not installed.</summary>
    public async Task<PostgresDatabase> CreateDatabaseAsync()
    {
        await EnsureStartedAsync();
        var name = $"test{Interlocked.Increment(ref databases)}";
        await new PostgresDatabase(this, User).RunAsync($"create database {name}");
        return new PostgresDatabase(this, name);
    }

    /// <summary>Ends the server as SIGKILL does: nothing is written any more.</summary>
    public async Task KillAsync()
    {
        process!.Kill();
        await process.WaitForExitAsync();
        Ended();
    }

    /// <summary>Starts it again on the same port and directory, recovering as after a crash.</summary>
    public async Task StartAsync()
    {
        var ready = Program("pg_isready");
        for (var started = Stopwatch.StartNew(); started.Elapsed < StartLimit;)
        {
            // Until the last process of a killed server has gone, a new one ends at once.
            if (process is null or { HasExited: true })
            {
                Ended();
                process = Launch();
                watch = new OrphanWatch(process.Id, directory.Path);
            }

            if ((await ready.RunAsync("-q", "-h", "127.0.0.1", "-p", $"{Port}")).ExitCode == 0)
                return;
            await Task.Delay(50);
        }

        Assert.Fail($"PostgreSQL did not answer within {StartLimit}");
    }

    public async ValueTask DisposeAsync()
    {
        if (process is not null)
        {
            // SIGQUIT: every process of the server ends, without writing anything.
            await Peer.Require("kill").RunAsync("-QUIT", $"{process.Id}");
            await process.WaitForExitAsync();
            Ended();
        }

        directory.Dispose();
        starting.Dispose();
    }

    private void Ended()
    {
        watch?.Dispose();
        process?.Dispose();
        (watch, process) = (null, null);
    }

    internal static Peer Program(string name) => Peer.Require(Find(name));

    private async Task EnsureStartedAsync()
    {
        await starting.WaitAsync();
        try
        {
            if (process is not null)
                return;
            await PrepareAsync();
            await StartAsync();
        }
        finally
        {
            starting.Release();
        }
    }

    private async Task PrepareAsync()
    {
        var initdb = Find("initdb");
        Peer.Require(initdb);
        directory.MakeDirectory("data");
        if (System.Environment.IsPrivilegedProcess)
            (await Peer.Require("chown").RunAsync("-R", User, directory.Path)).Succeeded();
        string[] command = [.. AsUser(), initdb, "-D", Data, "-U", User, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"];
        (await Peer.Require(command[0]).In("/").RunAsync(command[1..])).Succeeded();
    }

    private Process Launch()
    {
        // A disk that is never flushed loses nothing when only processes are killed.
        string[] command =
        [
            .. AsUser(), Find("postgres"), "-D", Data, "-p", $"{Port}", "-h", "127.0.0.1", "-k", "",
            "-c", "fsync=off", "-c", "log_min_messages=fatal", "-c", "shared_buffers=32MB",
        ];
        var launched = Process.Start(new ProcessStartInfo(command[0], command[1..])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        })!;
        launched.OutputDataReceived += static (_, _) => { };
        launched.ErrorDataReceived += static (_, _) => { };
        launched.BeginOutputReadLine();
        launched.BeginErrorReadLine();
        return launched;
    }

    // PostgreSQL refuses to run as root. setpriv becomes the server, so that the process id is the server's.
    private static string[] AsUser() => System.Environment.IsPrivilegedProcess
        ? ["setpriv", $"--reuid={User}", $"--regid={User}", "--clear-groups", "--"]
        : [];

    private static string Find(string program)
    {
        var packaged = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin", program)).Where(File.Exists).Order(StringComparer.Ordinal).LastOrDefault()
            : null;
        return packaged ?? program;
    }
}

/// <summary>A database of the server.</summary>
public sealed class PostgresDatabase(PostgresServer server, string name)
{
    public PostgresServer Server => server;

    /// <summary>Npgsql's form. It is not pooled beyond what opened it.</summary>
    public string ConnectionString => $"Host=127.0.0.1;Port={server.Port};Database={name};Username=postgres";

    /// <summary>Runs SQL with psql.</summary>
    /// <returns>Rows as lines, columns separated by <c>|</c>.</returns>
    public async Task<string> RunAsync(string sql) => (await PostgresServer.Program("psql")
        .RunAsync("-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-h", "127.0.0.1", "-p", $"{server.Port}", "-U", "postgres", "-d", name, "-c", sql)).Succeeded().Output.TrimEnd('\n');
}
