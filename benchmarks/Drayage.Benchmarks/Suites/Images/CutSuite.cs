using System.Collections.Immutable;
using System.Text.Json.Nodes;
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
        using var docker = new DockerRegistry(workshop.Root);
        using var ours = new EmbeddedRegistry(workshop.Setting.Drayage, workshop.Root);

        // docker-registry takes back the upload whose offset is not the one that its last answer named, so nobody can resume there.
        foreach ((RegistryProcess target, string suffix, bool canResume) in new (RegistryProcess, string, bool)[] { (docker, "", false), (ours, "-drayage", true) })
        {
            yield return Judge($"images-cut{suffix}", $"536 MiB to {(canResume ? "Drayage's registry" : target.Name)}, cut once at 75 %", image, Cut(image, target, part, cuts: 1), canResume);
            yield return Judge($"images-cut-often{suffix}", $"536 MiB to {(canResume ? "Drayage's registry" : target.Name)}, cut ten times on the way to 75 %", image, Cut(image, target, part / Often, Often), canResume);
            yield return Judge($"images-killed{suffix}", $"536 MiB to {(canResume ? "Drayage's registry" : target.Name)}, SIGKILL at 75 %, started again; seconds of the second start", image, Kill(image, target, part), canResume);
        }
    }

    private List<(Contender Contender, Cost Cost, Traffic Traffic, string Outcome)> Cut(ImageLayout image, RegistryProcess target, long after, int cuts)
    {
        var runs = new List<(Contender Contender, Cost Cost, Traffic Traffic, string Outcome)>();
        foreach (Func<string, Contender> make in Contenders(image))
        {
            using var proxy = new MeteredProxy(target.Port) { CutAfter = after, Cuts = cuts };
            Contender contender = make(proxy.Authority) with { ServerSeconds = () => target.CpuSeconds };
            contender.Prepare();
            LogIn(proxy, target);
            target.Restart();
            ContenderRun run = ContenderRun.Of(contender);
            runs.Add((contender, run.Cost, proxy.Traffic, run.ExitCode == 0 ? $"done, {cuts - Math.Max(0, proxy.CutsLeft)} cuts" : $"gave up ({run.ExitCode})"));
        }

        return runs;
    }

    private List<(Contender Contender, Cost Cost, Traffic Traffic, string Outcome)> Kill(ImageLayout image, RegistryProcess target, long after)
    {
        var runs = new List<(Contender Contender, Cost Cost, Traffic Traffic, string Outcome)>();
        foreach (Func<string, Contender> make in Contenders(image))
        {
            using var proxy = new MeteredProxy(target.Port);
            Contender contender = make(proxy.Authority) with { ServerSeconds = () => target.CpuSeconds };
            contender.Prepare();
            LogIn(proxy, target);
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

        return runs;
    }

    private void LogIn(MeteredProxy proxy, RegistryProcess target)
    {
        if (target.Authorization is not { } authorization)
        {
            return;
        }

        string directory = Directory.CreateDirectory(Path.Combine(workshop.Private["HOME"], ".docker")).FullName;
        var logins = new JsonObject { [proxy.Authority] = new JsonObject { ["auth"] = authorization["Basic ".Length..] } };
        File.WriteAllText(Path.Combine(directory, "config.json"), new JsonObject { ["auths"] = logins }.ToJsonString());
    }

    private ImmutableArray<Func<string, Contender>> Contenders(ImageLayout image) =>
    [
        authority => copier.WithDrayage(image.Reference, Copier.In(authority)),
        authority => copier.WithSkopeo(image.Reference, Copier.In(authority)),
    ];

    private static Report Judge(
        string name, string setting, ImageLayout image, List<(Contender Contender, Cost Cost, Traffic Traffic, string Outcome)> runs, bool canResume)
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
                ? canResume ? [Verdict.AtMost("bytes sent over the blob", (double)traffic.BytesSent / image.BlobBytes, 1.05)] : []
                : [Verdict.AtLeast("ends that Drayage came to", 0, 1)],
        };
    }
}
