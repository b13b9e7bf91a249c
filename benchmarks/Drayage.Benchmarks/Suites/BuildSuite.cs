using Drayage.Benchmarks.Measuring;

namespace Drayage.Benchmarks.Suites;

/// <summary>Building the sample against the same toolchain commands, run in parallel by a shell script.</summary>
internal static class BuildSuite
{
    public static IEnumerable<Report> Run(Setting setting)
    {
        string script = Path.Combine(AppContext.BaseDirectory, "by-hand.sh");
        void Clean() => Setting.Git(setting.Sample, "clean", "-xdfq");

        var drayage = new Contender("drayage build", setting.Drayage, "build") { Directory = setting.Sample };
        var byHand = new Contender("by hand", "bash", script) { Directory = setting.Sample };

        yield return new Report("build-clean", "the polyglot sample, nothing built", new Race(setting.Runs ?? 5, warmUps: 1).Run(
            drayage with { Prepare = Clean },
            byHand with { Prepare = Clean }));

        // Both find their own outputs of the run before.
        yield return new Report("build-again", "the polyglot sample, everything built", new Race(setting.Runs ?? 7, warmUps: 1).Run(drayage, byHand));
    }
}
