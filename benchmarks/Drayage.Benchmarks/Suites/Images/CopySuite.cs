using System.Collections.Immutable;
using Drayage.Benchmarks.Content;
using Drayage.Benchmarks.Measuring;
using Drayage.Benchmarks.Peers;

namespace Drayage.Benchmarks.Suites.Images;

/// <summary>Images between layouts and registries, by Drayage and by skopeo.</summary>
internal sealed class CopySuite(Workshop workshop)
{
    private const int Registries = 3;

    private readonly Copier copier = new(workshop);

    public IEnumerable<Report> Run()
    {
        using var source = new DockerRegistry(workshop.Root);
        ImmutableArray<RegistryProcess> targets = [.. Enumerable.Range(0, Registries).Select(_ => new DockerRegistry(workshop.Root))];
        try
        {
            foreach ((ImageLayout image, string name) in new[] { (workshop.OneLarge, "512-mib"), (workshop.ManySmall, "200-layers") })
            {
                source.Restart();
                ContenderRun.OfSuccess(copier.WithSkopeo(image.Reference, Copier.In(source.Authority)));
                Report push = Push(image, name, targets[0]);
                yield return push;
                yield return Pull(image, name, source);
                yield return Between(image, name, source, targets[0]);
                yield return ToMany(image, name, targets, push);
            }
        }
        finally
        {
            foreach (RegistryProcess registry in targets)
            {
                registry.Dispose();
            }
        }
    }

    private Report Push(ImageLayout image, string name, RegistryProcess target)
    {
        ImmutableArray<Standing> standings = new RegistryRace([target], target.Restart).Run(
            workshop.Runs,
            at => copier.WithDrayage(image.Reference, Copier.In(at[0])),
            at => copier.WithSkopeo(image.Reference, Copier.In(at[0])));
        return Complete(new Report($"images-push-{name}", "OCI layout to an empty docker-registry", standings), image, copies: 1);
    }

    private Report Pull(ImageLayout image, string name, RegistryProcess source)
    {
        string layout = Path.Combine(workshop.Root, "pulled");
        ImmutableArray<Standing> standings = new RegistryRace([source], () => workshop.Empty("pulled")).Run(
            workshop.Runs,
            at => copier.WithDrayage(Copier.In(at[0]), $"oci:{layout}/image:v1"),
            at => copier.WithSkopeo(Copier.In(at[0]), $"oci:{layout}/image:v1"));
        return Complete(new Report($"images-pull-{name}", "docker-registry to a new OCI layout", standings), image, copies: 0);
    }

    private Report Between(ImageLayout image, string name, RegistryProcess source, RegistryProcess target)
    {
        ImmutableArray<Standing> standings = new RegistryRace([source, target], target.Restart).Run(
            workshop.Runs,
            at => copier.WithDrayage(Copier.In(at[0]), Copier.In(at[1])),
            at => copier.WithSkopeo(Copier.In(at[0]), Copier.In(at[1])));
        return Complete(new Report($"images-between-{name}", "docker-registry to an empty docker-registry", standings), image, copies: 1);
    }

    private Report ToMany(ImageLayout image, string name, ImmutableArray<RegistryProcess> targets, Report push)
    {
        void Restart()
        {
            foreach (RegistryProcess target in targets)
            {
                target.Restart();
            }
        }

        ImmutableArray<Standing> standings = new RegistryRace(targets, Restart).Run(
            workshop.Runs,
            at => copier.WithDrayage(image.Reference, [.. at.Select(Copier.In)]),
            at => copier.WithSkopeo(image.Reference, [.. at.Select(Copier.In)], atOnce: true),
            at => copier.WithSkopeo(image.Reference, [.. at.Select(Copier.In)], atOnce: false));
        Report report = Complete(new Report($"images-three-{name}", "one OCI layout to three empty docker-registries", standings), image, copies: Registries);

        // What one copy takes of client and server, the server's part three times.
        Standing one = push.Of(Copier.Drayage);
        double processor = one.CpuSeconds + (Registries * one.ServerCpuSeconds);
        double floor = processor / workshop.Machine.Cores;
        Standing three = report.Of(Copier.Drayage);
        return report with
        {
            Limits = report.Limits.Add(new Limit("processor seconds of one copy, its server's three times, over all cores", floor)),
            Verdicts =
            [
                .. report.Verdicts,
                Verdict.AtMost("time over that processor floor", three.WallSeconds / floor, 1.2),
                Verdict.AtMost("processor seconds of client and servers over those of the floor", (three.CpuSeconds + three.ServerCpuSeconds) / processor, 1.2),
            ],
        };
    }

    /// <summary>Adds the limits and the comparison. A client digests each byte once, and so does every registry that takes it in.</summary>
    private Report Complete(Report report, ImageLayout image, int copies)
    {
        double digests = (1 + copies) * image.BlobBytes;
        double ratio = report.Standings.First(standing => standing.Name.StartsWith(Copier.Skopeo, StringComparison.Ordinal)).WallSeconds / report.Of(Copier.Drayage).WallSeconds;
        Machine machine = workshop.Machine;
        bool isOne = image.Layers == 1;
        return report with
        {
            Limits =
            [
                isOne && copies <= 1
                    ? new Limit("SHA-256 of one layer, which one core does; client and server side by side", image.BlobBytes / machine.DigestRate)
                    : new Limit($"SHA-256 by the client and {copies} registries on all cores", digests / machine.AllDigestRate),
                new Limit("processor seconds that Drayage and the registries took, on all cores", (report.Of(Copier.Drayage).CpuSeconds + report.Of(Copier.Drayage).ServerCpuSeconds) / machine.Cores),
                new Limit("disk", Math.Max(1, copies) * image.BlobBytes / machine.DiskRate),
                new Limit("loopback", Math.Max(1, copies) * image.BlobBytes / machine.LoopbackRate),
            ],
            Verdicts = [Verdict.Memory(report.Of(Copier.Drayage)), .. copies > 1 ? [] : new[] { Verdict.AtLeast("skopeo's time over Drayage's", ratio, isOne ? 1 : 2.5) }],
        };
    }
}
