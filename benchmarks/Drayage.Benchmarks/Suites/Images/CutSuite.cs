using System.Collections.Immutable;
using Drayage.Benchmarks.Content;
using Drayage.Benchmarks.Measuring;
using Drayage.Benchmarks.Peers;

namespace Drayage.Benchmarks.Suites.Images;

/// <summary>Connections that are cut while a large layer goes up. To give up is an answer, and so is to begin again.</summary>
internal sealed class CutSuite(Workshop workshop)
{
    private const double Part = 0.75;
    private const int Often = 10;

    private readonly Copier copier = new(workshop);

    public IEnumerable<Report> Run()
    {
        ImageLayout image = workshop.ToCut;
        long part = (long)(image.BlobBytes * Part);
        using var target = new DockerRegistry(workshop.Root);
        yield return Cut("images-cut", "536 MiB to docker-registry, cut once at 75 %", image, target, part, cuts: 1);
        yield return Cut("images-cut-often", "536 MiB to docker-registry, cut ten times on the way to 75 %", image, target, part / Often, Often);
        yield return Kill(image, target, part);
    }

    private Report Cut(string name, string setting, ImageLayout image, RegistryProcess target, long after, int cuts)
    {
        var runs = new List<(Contender Contender, Cost Cost, Traffic Traffic, string Outcome)>();
        foreach (Func<string, Contender> make in Contenders(image))
        {
            using var proxy = new MeteredProxy(target.Port) { CutAfter = after, Cuts = cuts };
            Contender contender = make(proxy.Authority) with { ServerSeconds = () => target.CpuSeconds };
            contender.Prepare();
            target.Restart();
            ContenderRun run = ContenderRun.Of(contender);
            runs.Add((contender, run.Cost, proxy.Traffic, run.ExitCode == 0 ? $"done, {cuts - Math.Max(0, proxy.CutsLeft)} cuts" : $"gave up ({run.ExitCode})"));
        }

        return Judge(name, setting, image, runs);
    }

    private Report Kill(ImageLayout image, RegistryProcess target, long after)
    {
        var runs = new List<(Contender Contender, Cost Cost, Traffic Traffic, string Outcome)>();
        foreach (Func<string, Contender> make in Contenders(image))
        {
            using var proxy = new MeteredProxy(target.Port);
            Contender contender = make(proxy.Authority) with { ServerSeconds = () => target.CpuSeconds };
            contender.Prepare();
            target.Restart();
            ContenderRun killed = ContenderRun.Of(contender, end: () => proxy.Traffic.BytesSent >= after);
            ContenderRun second = ContenderRun.Of(contender);
            runs.Add((contender, second.Cost, proxy.Traffic, (killed.ExitCode, second.ExitCode) switch
            {
                (0, _) => "was not killed",
                (_, 0) => "done",
                _ => $"gave up ({second.ExitCode})",
            }));
        }

        return Judge("images-killed", "536 MiB to docker-registry, SIGKILL at 75 %, started again; seconds of the second start", image, runs);
    }

    private ImmutableArray<Func<string, Contender>> Contenders(ImageLayout image) =>
    [
        authority => copier.WithDrayage(image.Reference, Copier.In(authority)),
        authority => copier.WithSkopeo(image.Reference, Copier.In(authority)),
    ];

    private static Report Judge(string name, string setting, ImageLayout image, List<(Contender Contender, Cost Cost, Traffic Traffic, string Outcome)> runs)
    {
        (Contender first, Cost firstCost, Traffic traffic, string outcome) = runs[0];
        ImmutableArray<Standing> standings =
        [
            .. runs.Select(run => Standing.Of(run.Contender, [run.Cost], first, [firstCost]) with { Traffic = run.Traffic, Outcome = run.Outcome }),
        ];
        bool done = outcome.StartsWith("done", StringComparison.Ordinal);
        return new Report(name, setting, standings)
        {
            Verdicts = done
                ? [Verdict.AtMost("bytes sent over the blob", (double)traffic.BytesSent / image.BlobBytes, 1.05)]
                : [Verdict.AtLeast("ends that Drayage came to", 0, 1)],
        };
    }
}
