using System.Collections.Immutable;
using System.Diagnostics;

namespace Drayage.Targets;

/// <summary>A program to run to its end, with nothing on its standard input.</summary>
internal sealed record Command(string Program, params ImmutableArray<string> Arguments)
{
    public string? Directory { get; init; }

    public ImmutableDictionary<string, string> Environment { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Runs with this program's own output streams; a failure ends the target.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        int exitCode = await ExitCodeAsync(cancellation);
        if (exitCode != 0)
        {
            throw new TargetFailure($"{this} ended with exit code {exitCode}");
        }
    }

    /// <summary>Runs with this program's own output streams.</summary>
    public async Task<int> ExitCodeAsync(CancellationToken cancellation)
    {
        using Process process = Start(capture: false);
        return await EndAsync(process, cancellation);
    }

    /// <summary>Runs and gives what was written to standard output; errors pass through.</summary>
    public async Task<(int ExitCode, string Output)> CaptureAsync(CancellationToken cancellation)
    {
        using Process process = Start(capture: true);
        Task<string> output = process.StandardOutput.ReadToEndAsync(cancellation);
        int exitCode = await EndAsync(process, cancellation);
        return (exitCode, await output);
    }

    public override string ToString() => string.Join(' ', Arguments.Insert(0, Program));

    private Process Start(bool capture)
    {
        var start = new ProcessStartInfo(Program, Arguments)
        {
            WorkingDirectory = Directory ?? "",
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = capture,
        };
        foreach ((string name, string value) in Environment)
        {
            start.Environment[name] = value;
        }

        try
        {
            Process process = Process.Start(start)!;
            process.StandardInput.Close();
            return process;
        }
        catch (System.ComponentModel.Win32Exception error)
        {
            throw new TargetFailure($"{Program} did not start: {error.Message}");
        }
    }

    private static async Task<int> EndAsync(Process process, CancellationToken cancellation)
    {
        try
        {
            await process.WaitForExitAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        return process.ExitCode;
    }
}
