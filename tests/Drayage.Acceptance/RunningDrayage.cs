using System.Collections.Concurrent;
using System.Diagnostics;
using Drayage.Testing;
using Xunit;

namespace Drayage.Acceptance;

/// <summary>The tool at work as a service: a process that goes on until it is stopped.</summary>
internal sealed class RunningDrayage : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);
    private readonly Process process;
    private readonly ConcurrentQueue<string> output = new();
    private readonly ConcurrentQueue<string> log = new();

    private RunningDrayage(Process process)
    {
        this.process = process;
        process.OutputDataReceived += (_, line) => Keep(output, line.Data);
        process.ErrorDataReceived += (_, line) => Keep(log, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Of the process.</summary>
    public int Id => process.Id;

    public string Log => string.Join('\n', log);

    public static RunningDrayage Start(string directory, IReadOnlyDictionary<string, string?> environment, string[] arguments)
    {
        var info = new ProcessStartInfo(BuiltDrayage.Executable, arguments) { WorkingDirectory = directory, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (variable, value) in environment)
            info.Environment[variable] = value;
        return new RunningDrayage(Process.Start(info)!);
    }

    /// <summary>The rest of the first line of the output that begins so.</summary>
    public async Task<string> SaysAsync(string beginning)
    {
        await UntilAsync(() => output.Any(line => line.StartsWith(beginning, StringComparison.Ordinal)));
        return output.First(line => line.StartsWith(beginning, StringComparison.Ordinal))[beginning.Length..];
    }

    /// <summary>Where a listener takes requests.</summary>
    public async Task<Uri> AddressAsync() => new(await SaysAsync("listening on "));

    public Task LogsAsync(string part) => UntilAsync(() => Log.Contains(part, StringComparison.Ordinal));

    /// <summary>Asks it to end, as a service manager does.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> TerminateAsync()
    {
        (await Peer.Require("kill").RunAsync("-TERM", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture))).Succeeded();
        return await ExitCodeAsync();
    }

    public async Task<int> ExitCodeAsync()
    {
        using var limit = new CancellationTokenSource(Limit);
        await process.WaitForExitAsync(limit.Token);
        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private async Task UntilAsync(Func<bool> condition)
    {
        var start = Stopwatch.GetTimestamp();
        while (!condition())
        {
            if (process.HasExited || Stopwatch.GetElapsedTime(start) > Limit)
                Assert.Fail($"it did not come about\n{string.Join('\n', output)}\n{Log}");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    private static void Keep(ConcurrentQueue<string> lines, string? line)
    {
        if (line is not null)
            lines.Enqueue(line);
    }
}
