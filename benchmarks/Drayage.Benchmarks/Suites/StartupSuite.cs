using System.Collections.Immutable;
using Drayage.Benchmarks.Measuring;

namespace Drayage.Benchmarks.Suites;

/// <summary>The time to answer --version, which is the time to start.</summary>
internal static class StartupSuite
{
    public static IEnumerable<Report> Run(Setting setting)
    {
        ImmutableArray<Contender> contenders =
        [
            .. new[] { setting.Drayage, Setting.OnPath("skopeo"), Setting.OnPath("gh") }
                .OfType<string>()
                .Select(program => new Contender(Path.GetFileName(program), program, "--version") { Directory = setting.Sample }),
        ];
        yield return new Report("startup", "--version, programs in the page cache", new Race(setting.Runs ?? 21, warmUps: 2).Run(contenders))
        {
            Sizes = contenders.ToImmutableDictionary(contender => contender.Name, contender => new FileInfo(contender.Program).Length),
        };
    }
}
