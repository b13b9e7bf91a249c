using System.Collections.Immutable;

namespace Drayage.Targets.Testing;

/// <summary>Failures and skips for a reader, then one line of counts.</summary>
internal sealed record TestSummary(ImmutableArray<TestRun> Runs, bool EveryProjectMustRun)
{
    private ImmutableArray<TestFailure> AllFailures => [.. Runs.SelectMany(run => run.Failures), .. Empty];

    // A project that finds nothing to run would otherwise look like success.
    private IEnumerable<TestFailure> Empty => EveryProjectMustRun
        ? Runs.Where(run => run.Total == 0).Select(run => new TestFailure(run.Project, "it holds no test", ""))
        : Runs.Sum(run => run.Total) == 0 ? [new TestFailure("filter", "no test has a name like that", "")] : [];

    /// <summary>Ends this program where a test failed: the counts are the last line, and a message would hide them.</summary>
    public void WriteAndExit(TextWriter output)
    {
        Write(output);
        if (!AllFailures.IsEmpty)
        {
            Environment.Exit(1);
        }
    }

    private void Write(TextWriter output)
    {
        ImmutableArray<TestFailure> failures = AllFailures;
        ImmutableArray<TestSkip> skips = [.. Runs.SelectMany(run => run.Skipped)];
        foreach (IGrouping<string, TestSkip> skipped in skips.GroupBy(skip => skip.Reason, StringComparer.Ordinal))
        {
            output.WriteLine($"SKIPPED ({skipped.Key})");
            WriteLines(output, string.Join('\n', skipped.Select(skip => skip.Name)), most: 50);
        }

        foreach (TestFailure failure in failures)
        {
            output.WriteLine($"FAILED {failure.Name}");
            WriteLines(output, failure.Message, most: 40);
            WriteLines(output, failure.StackTrace, most: 10);
        }

        if (skips is not [])
        {
            output.WriteLine($"{skips.Length} skipped, for the reasons above");
        }

        output.WriteLine($"{Runs.Sum(run => run.Passed)} passed, {failures.Length} failed");
    }

    private static void WriteLines(TextWriter output, string text, int most)
    {
        string[] lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        foreach (string line in lines.Take(most))
        {
            output.WriteLine($"    {line.TrimEnd()}");
        }

        if (lines.Length > most)
        {
            output.WriteLine($"    … and {lines.Length - most} more lines");
        }
    }
}
