using System.Collections.Immutable;
using Drayage.Benchmarks.Measuring;
using Drayage.Benchmarks.Peers;

namespace Drayage.Benchmarks.Suites.Images;

/// <summary>Drayage's registry against docker-registry under the same load.</summary>
internal sealed class ServeSuite(Workshop workshop)
{
    private const int Seconds = 5;
    private const int QuickSeconds = 3;

    private readonly Dictionary<string, (string Unit, Dictionary<string, List<double>> Values)> figures = [];

    public IEnumerable<Report> Run()
    {
        using var ours = new EmbeddedRegistry(workshop.Setting.Drayage, workshop.Root);
        using var theirs = new DockerRegistry(workshop.Root);
        ImmutableArray<ServingRound.Load> loads = [ServingRound.Load.Of(clients: 1, count: 4, 64 << 20), ServingRound.Load.Of(clients: 16, count: 16, 16 << 20)];
        for (int round = 0; round < workshop.Runs; round++)
        {
            foreach (RegistryProcess registry in round % 2 == 0 ? [ours, theirs] : (RegistryProcess[])[theirs, ours])
            {
                new ServingRound(registry, loads, workshop.Runs > 1 ? Seconds : QuickSeconds, (name, unit, value) => Record(registry.Name, name, unit, value))
                    .RunAsync().GetAwaiter().GetResult();
            }
        }

        double Ratio(string name) => MedianOf(name, ours.Name) / MedianOf(name, theirs.Name);
        yield return new Report("images-serve", $"the embedded registry beside docker-registry, medians of {workshop.Runs}", [])
        {
            Figures =
            [
                .. figures.Select(figure => new Figure(
                    figure.Key,
                    figure.Value.Unit,
                    figure.Value.Values.Keys.ToImmutableSortedDictionary(contender => contender, contender => MedianOf(figure.Key, contender)))),
            ],
            Limits = [new Limit("SHA-256 of a GiB on one core", (1 << 30) / workshop.Machine.DigestRate)],
            Verdicts =
            [
                Verdict.AtLeast("manifest GETs over docker-registry's", Ratio(ServingRound.ManifestRate), 2),
                .. loads.Select(load => Verdict.AtMost($"{ServingRound.PushCpu(load.Clients)} over docker-registry's", Ratio(ServingRound.PushCpu(load.Clients)), 1.1)),
            ],
        };
    }

    private void Record(string contender, string name, string unit, double value)
    {
        if (!figures.TryGetValue(name, out var figure))
        {
            figures[name] = figure = (unit, new Dictionary<string, List<double>>(StringComparer.Ordinal));
        }

        if (!figure.Values.TryGetValue(contender, out List<double>? values))
        {
            figure.Values[contender] = values = [];
        }

        values.Add(value);
    }

    private double MedianOf(string name, string contender) => Median.Of(figures[name].Values[contender]);
}
