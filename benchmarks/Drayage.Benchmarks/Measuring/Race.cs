using System.Collections.Immutable;
using System.Diagnostics;

namespace Drayage.Benchmarks.Measuring;

/// <summary>Runs contenders in turn, so that a slow minute of the machine hits all of them.</summary>
internal sealed class Race(int runs, int warmUps)
{
    /// <exception cref="InvalidOperationException">A contender failed: its time would mean nothing.</exception>
    public ImmutableArray<Standing> Run(params ImmutableArray<Contender> contenders)
    {
        var costs = contenders.ToDictionary(contender => contender, _ => new List<Cost>());
        for (int round = -warmUps; round < runs; round++)
        {
            // Every other round backwards: nobody always follows the same neighbour.
            foreach (Contender contender in round % 2 == 0 ? contenders : [.. contenders.Reverse()])
            {
                contender.Prepare();
                Cost cost = Measure(contender);
                if (round >= 0)
                {
                    costs[contender].Add(cost);
                }
            }
        }

        return [.. contenders.Select(contender => Standing.Of(contender, costs[contender], contenders[0], costs[contenders[0]]))];
    }

    private static Cost Measure(Contender contender)
    {
        var start = new ProcessStartInfo(contender.Program, contender.Arguments)
        {
            WorkingDirectory = contender.Directory,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        double before = ChildProcessor.Seconds();
        var watch = Stopwatch.StartNew();
        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        string errors = process.StandardError.ReadToEnd();
        output.Wait();
        process.WaitForExit();
        watch.Stop();
        return process.ExitCode == 0
            ? new Cost(watch.Elapsed.TotalSeconds, ChildProcessor.Seconds() - before)
            : throw new InvalidOperationException($"{contender.Name} ended with exit code {process.ExitCode}:\n{errors[^Math.Min(errors.Length, 2000)..]}");
    }
}
