using System.Diagnostics;

namespace Drayage.Benchmarks.Measuring;

/// <summary>One run of a contender, to its end.</summary>
/// <param name="Cost">What it took.</param>
/// <param name="ExitCode">As the program gave it.</param>
/// <param name="Errors">The end of what it wrote to standard error.</param>
internal sealed record ContenderRun(Cost Cost, int ExitCode, string Errors)
{
    private const int KeptErrors = 2000;
    private static readonly TimeSpan MemorySampling = TimeSpan.FromMilliseconds(20);

    /// <summary>Runs it; a failure is in the exit code. Does not prepare.</summary>
    /// <param name="contender">What to run.</param>
    /// <param name="end">Looked at now and then; true kills the program.</param>
    public static ContenderRun Of(Contender contender, Func<bool>? end = null)
    {
        double servers = contender.ServerSeconds();
        double before = ChildProcessor.Seconds();
        var watch = Stopwatch.StartNew();
        using Process process = Process.Start(StartOf(contender))!;
        process.StandardInput.Close();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        long peak = Watch(process, end);
        watch.Stop();
        string text = errors.Result;
        output.Wait();
        return new ContenderRun(
            new Cost(watch.Elapsed.TotalSeconds, ChildProcessor.Seconds() - before, contender.ServerSeconds() - servers, contender.IsScript ? 0 : peak),
            process.ExitCode,
            text[^Math.Min(text.Length, KeptErrors)..]);
    }

    /// <summary>Prepares and runs it.</summary>
    /// <exception cref="InvalidOperationException">It failed: its time would mean nothing.</exception>
    public static Cost OfSuccess(Contender contender)
    {
        contender.Prepare();
        ContenderRun run = Of(contender);
        return run.ExitCode == 0
            ? run.Cost
            : throw new InvalidOperationException($"{contender.Name} ended with exit code {run.ExitCode}:\n{run.Errors}");
    }

    private static ProcessStartInfo StartOf(Contender contender)
    {
        var start = new ProcessStartInfo(contender.Program, contender.Arguments)
        {
            WorkingDirectory = contender.Directory,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string name, string value) in contender.Environment)
        {
            start.Environment[name] = value;
        }

        return start;
    }

    private static long Watch(Process process, Func<bool>? end)
    {
        long peak = 0;
        do
        {
            peak = Math.Max(peak, ProcessFigures.PeakBytes(process.Id));
            if (end?.Invoke() == true)
            {
                process.Kill(entireProcessTree: true);
            }
        }
        while (!process.WaitForExit(MemorySampling));
        process.WaitForExit();
        return peak;
    }
}
