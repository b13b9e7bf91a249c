using System.Collections.Immutable;
using System.Diagnostics;
using System.Xml;

namespace Drayage.Targets.Testing;

/// <summary>One xunit.v3 test project, which is a program.</summary>
internal sealed class TestProgram(Checkout checkout, string project)
{
    /// <summary>The path of the <c>drayage</c> that acceptance tests run; without it they run the one built beside them.</summary>
    public const string ProgramVariable = "DRAYAGE_PROGRAM";

    /// <summary>When it is ended. No test program comes near this by itself; one that hangs must not hang the job.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromMinutes(27);

    /// <summary>Variables for the tests, beside those of this program.</summary>
    public ImmutableDictionary<string, string> Environment { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Runs it, or the tests whose full name contains <paramref name="filter"/>.</summary>
    public async Task<TestRun> RunAsync(string? filter, CancellationToken cancellation)
    {
        string results = Path.Combine(checkout.Artifacts, "tests", $"{project}.xml");
        Directory.CreateDirectory(Path.GetDirectoryName(results)!);
        File.Delete(results);

        Console.Error.WriteLine($"test: {project}");
        var watch = Stopwatch.StartNew();
        ImmutableArray<string> selection = filter is null ? [] : ["-method", $"*{filter}*"];
        var command = new Command(checkout.Executable(project), ["-noLogo", "-noColor", "-reporter", "silent", "-xml", results, .. selection])
        {
            Directory = checkout.Root,
            Environment = Environment,
        };

        int? exitCode = await ExitCodeAsync(command, results, cancellation);
        TestRun run = Read(results, exitCode);
        Console.Error.WriteLine($"test: {project}: {run.Passed} passed, {run.Failures.Length} failed, {run.Skipped.Length} skipped in {watch.Elapsed.TotalSeconds:F0} s");
        return run;
    }

    private async Task<int?> ExitCodeAsync(Command command, string results, CancellationToken cancellation)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limited.CancelAfter(Limit);
        try
        {
            (int exitCode, string output) = await command.CaptureAsync(limited.Token);
            await File.WriteAllTextAsync(Path.ChangeExtension(results, ".log"), output, cancellation);
            return exitCode;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return null;
        }
    }

    private TestRun Read(string results, int? exitCode)
    {
        if (exitCode is null)
        {
            return TestRun.Broken(project, $"it did not end within {Limit.TotalMinutes:F0} minutes");
        }

        try
        {
            TestRun run = TestRun.Read(project, results);
            return exitCode == 0 || run.Failures is not []
                ? run
                : run.With(new TestFailure(project, $"exit code {exitCode}, yet no failed test", ""));
        }
        catch (Exception error) when (error is IOException or XmlException)
        {
            return TestRun.Broken(project, $"exit code {exitCode} and no readable result file: {error.Message}");
        }
    }
}
