namespace Drayage.Benchmarks;

/// <summary>What every suite works with.</summary>
/// <param name="Drayage">The published program.</param>
/// <param name="Sample">A git repository that a suite may build in.</param>
/// <param name="Runs">Measured runs of each contender; a suite has its own number when null.</param>
internal sealed record Setting(string Drayage, string Sample, int? Runs)
{
    private const string CommitTime = "2026-01-01T00:00:00Z";

    /// <summary>A program of PATH, or null.</summary>
    public static string? OnPath(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
        .Select(directory => Path.Combine(directory, program))
        .FirstOrDefault(File.Exists);

    /// <summary>Runs git to its end, for preparing.</summary>
    public static void Git(string directory, params string[] arguments)
    {
        using var git = System.Diagnostics.Process.Start(
            new System.Diagnostics.ProcessStartInfo("git", ["-c", "gc.auto=0", "-c", "user.name=Bench", "-c", "user.email=bench@example.org", .. arguments])
            {
                WorkingDirectory = directory,

                // What a release makes may depend on the commit's time; a run is to find what the one before made.
                Environment = { ["GIT_AUTHOR_DATE"] = CommitTime, ["GIT_COMMITTER_DATE"] = CommitTime },
            })!;
        git.WaitForExit();
        if (git.ExitCode != 0)
        {
            throw new InvalidOperationException($"git {string.Join(' ', arguments)} ended with exit code {git.ExitCode}");
        }
    }
}
