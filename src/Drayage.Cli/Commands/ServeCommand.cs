using System.CommandLine;
using System.Security.Cryptography;
using Drayage.Cli.Faults;
using Drayage.Cli.Runs.Counting;
using Drayage.Model;
using Drayage.Registries.Access;
using Drayage.Registries.Hosting;

namespace Drayage.Cli.Commands;

/// <summary><c>drayage serve</c></summary>
internal static class ServeCommand
{
    public static Command Create(Composition composition)
    {
        var data = new Option<string>("--data") { Description = "Directory that keeps everything; made when absent.", Required = true };
        var port = new Option<int>("--port") { Description = "TCP port on 127.0.0.1; a free one by default." };
        var socket = new Option<string?>("--socket") { Description = "Unix socket to serve on as well (for gh)." };
        var faults = SharedOptions.Faults("Let things go wrong, and tell of each on stderr.");
        var log = new Option<string?>("--log") { Description = "File to which each answered request is added, as a line of JSON: for drayage stats." };
        var limits = new ServeOptions();
        var command = new Command("serve", "Serve the embedded registries on this machine until interrupted. The write token is DRAYAGE_REHEARSAL_TOKEN, or a fresh one that is printed.") { data, port, socket, faults, log };
        limits.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (parsed.GetValue(port) is var no and (< 0 or > ushort.MaxValue))
                throw new ReleaseException(ExitCode.Usage, $"--port: {no} is no port", $"ports go from 0 to {ushort.MaxValue}", "give 0, or leave it out, for any free one");
            var token = composition.Environment.Find("DRAYAGE_REHEARSAL_TOKEN");
            var fresh = token ?? Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
            var limit = limits.Read(parsed, composition);
            var strike = await ServedFaults.LoadAsync(composition, parsed.GetValue(faults), cancellationToken);
            using var served = parsed.GetValue(log) is { } file ? ServedLog.Open(Path.GetFullPath(file, composition.Environment.CurrentDirectory), composition.Clock) : null;
            await using var server = await StartAsync(
                composition, parsed.GetValue(data)!, parsed.GetValue(port), parsed.GetValue(socket), fresh, options => strike(limit(options)) with { Served = served is null ? options.Served : served.Note }, cancellationToken);
            composition.Terminal.Output.WriteLine($"DRAYAGE_REHEARSAL_URL={server.Address}");
            if (token is null)
                composition.Terminal.Output.WriteLine($"DRAYAGE_REHEARSAL_TOKEN={fresh}");
            composition.Terminal.Output.Flush();
            await UntilInterruptedAsync(cancellationToken);
            return (int)ExitCode.Done;
        });
        return command;
    }

    /// <exception cref="ReleaseException">The port is taken, or the directory cannot be used.</exception>
    public static async Task<RegistryServer> StartAsync(
        Composition composition,
        string data,
        int port,
        string? socket,
        string token,
        Func<RegistryServerOptions, RegistryServerOptions>? configure,
        CancellationToken cancellationToken)
    {
        var directory = Path.GetFullPath(data, composition.Environment.CurrentDirectory);
        try
        {
            var options = new RegistryServerOptions
            {
                DataDirectory = directory,
                Port = port,
                UnixSocketPath = socket is null ? null : Path.GetFullPath(socket, composition.Environment.CurrentDirectory),
                Tokens = new RegistryTokens { Write = token },
                Clock = composition.Clock,
            };
            return await RegistryServer.StartAsync(configure?.Invoke(options) ?? options, cancellationToken);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new ReleaseException(ExitCode.Refused, $"the embedded registries cannot be served from {directory} on port {port}", refused.Message, "choose another --data or --port", refused);
        }
    }

    public static async Task UntilInterruptedAsync(CancellationToken cancellationToken)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = cancellationToken.Register(() => ended.TrySetResult());
        await ended.Task;
    }
}
