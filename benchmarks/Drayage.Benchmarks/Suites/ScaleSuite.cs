using System.Collections.Immutable;
using System.Globalization;
using Drayage.Benchmarks.Measuring;
using Drayage.Benchmarks.Suites.Scale;

namespace Drayage.Benchmarks.Suites;

/// <summary>2,000 artifacts to six destinations, against the time that limits and bandwidth leave.</summary>
internal static class ScaleSuite
{
    private const double Mebibyte = 1 << 20;
    private const double MostMebibytes = 200;
    private const double MostRatio = 1.25;

    public static IEnumerable<Report> Run(Setting setting)
    {
        string root = Directory.CreateTempSubdirectory("drayage-scale-").FullName;
        try
        {
            yield return Run(root, ScaleVerb.Rates, "GitHub's documented rates, one token, 1 Gbit/s, 100 ms");
            yield return Run(root, ScaleVerb.Link, "no rates, 1 Gbit/s, 100 ms");
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    private static Report Run(string root, string what, string limits)
    {
        string result = Path.Combine(root, $"{what}.txt");
        var contender = new Contender($"drayage, {what}", Environment.ProcessPath!, ScaleVerb.Name, Path.Combine(root, $"{what}.jsonl"), result, what) { Directory = root };
        Cost cost = ContenderRun.OfSuccess(contender);
        double[] told = [.. File.ReadAllText(result).Split(' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture))];
        (double seconds, double bound) = (told[0], told[1]);
        return new Report($"scale-{what}", $"2,000 artifacts of 5 MB to 6 destinations, simulated: {limits}", [Standing.Of(contender, [cost], contender, [cost])])
        {
            Figures =
            [
                new Figure("simulated time", "s", ImmutableSortedDictionary<string, double>.Empty.Add("drayage", seconds).Add("bound", bound)),
                new Figure("refused with 429", "calls", ImmutableSortedDictionary<string, double>.Empty.Add("drayage", told[2])),
                new Figure("effects, journal records", "", ImmutableSortedDictionary<string, double>.Empty.Add("effects", told[3]).Add("records", told[4])),
            ],
            Verdicts =
            [
                Verdict.AtMost("times the bound", seconds / bound, MostRatio),
                Verdict.AtMost("MiB of memory", cost.PeakBytes / Mebibyte, MostMebibytes),
            ],
        };
    }
}
