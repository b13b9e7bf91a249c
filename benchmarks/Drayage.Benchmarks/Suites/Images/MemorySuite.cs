using System.Collections.Immutable;
using Drayage.Benchmarks.Content;
using Drayage.Benchmarks.Measuring;
using Drayage.Benchmarks.Peers;

namespace Drayage.Benchmarks.Suites.Images;

/// <summary>The most memory that Drayage takes to make and to push a small layer and a very large one.</summary>
internal sealed class MemorySuite(Workshop workshop)
{
    private const double Mebibyte = 1 << 20;
    private const long Small = 64L << 20;
    private const long Large = 4L << 30;
    private const long QuickLarge = 1L << 30;
    private const double MostGrowth = 16;

    public IEnumerable<Report> Run()
    {
        long large = workshop.Runs > 1 ? Large : QuickLarge;
        yield return Judge("images-memory-make", "a layer made of one file", Make(Small), Make(large));
        using var target = new DockerRegistry(workshop.Root);
        yield return Judge("images-memory-push", "OCI layout with one layer to docker-registry", Push(target, Small), Push(target, large));
    }

    private Standing Make(long bytes)
    {
        string tree = workshop.Empty("one-file");
        using (FileStream file = File.Create(Path.Combine(tree, "file")))
        {
            // A hole: its zeros cost no disk and little compression.
            file.SetLength(bytes);
        }

        return RunOnce(new Contender(NameOf(bytes), Environment.ProcessPath!, LayerVerb.Name, tree, Path.Combine(workshop.Root, "made"))
        {
            Directory = workshop.Root,
            Prepare = () => workshop.Empty("made"),
        });
    }

    private Standing Push(DockerRegistry target, long bytes)
    {
        ImageLayout image = workshop.Layout($"plain-{bytes}", 1, bytes, gzip: false);
        Contender contender = new Copier(workshop).WithDrayage(image.Reference, Copier.In(target.Authority));
        Standing standing = RunOnce(contender with
        {
            Name = NameOf(bytes),
            Prepare = () =>
            {
                contender.Prepare();
                target.Restart();
            },
        });
        workshop.Drop($"plain-{bytes}");
        return standing;
    }

    private static string NameOf(long bytes) => $"drayage, {bytes >> 20} MiB";

    private static Standing RunOnce(Contender contender)
    {
        Cost cost = ContenderRun.OfSuccess(contender);
        return Standing.Of(contender, [cost], contender, [cost]);
    }

    private static Report Judge(string name, string setting, Standing small, Standing large) =>
        new(name, setting, ImmutableArray.Create(small, large))
        {
            Verdicts =
            [
                Verdict.Memory(small, large),
                Verdict.AtMost("MiB more for the large layer", (large.PeakBytes - small.PeakBytes) / Mebibyte, MostGrowth),
            ],
        };
}
