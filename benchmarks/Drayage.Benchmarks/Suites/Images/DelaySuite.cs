using System.Collections.Immutable;
using Drayage.Benchmarks.Content;
using Drayage.Benchmarks.Measuring;
using Drayage.Benchmarks.Peers;

namespace Drayage.Benchmarks.Suites.Images;

/// <summary>200 layers to a registry that is far away, and once more when it has them. One run each: the delay, not the machine, is what counts.</summary>
internal sealed class DelaySuite(Workshop workshop)
{
    private const string Verifying = "drayage --verify";
    private static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(50);

    private readonly Copier copier = new(workshop);

    public IEnumerable<Report> Run()
    {
        ImageLayout image = workshop.ManySmall;
        using var target = new DockerRegistry(workshop.Root);
        Contender Drayage(ImmutableArray<string> at) => copier.WithDrayage(image.Reference, Copier.In(at[0]));
        Contender Skopeo(ImmutableArray<string> at) => copier.WithSkopeo(image.Reference, Copier.In(at[0]));
        Contender Verify(ImmutableArray<string> at) => copier.WithDrayage(image.Reference, Copier.In(at[0]), "--verify") with { Name = Verifying };

        var push = new Report("images-delay", "200 layers to an empty docker-registry, 50 ms a request", new RegistryRace([target], target.Restart).RunDelayed(Delay, Drayage, Skopeo));
        Standing drayage = push.Of(Copier.Drayage);
        int blobs = image.Layers + 1;
        yield return push with
        {
            Limits = [new Limit("two requests a blob one after the other, with six at a time", blobs * 2 * Delay.TotalSeconds / 6)],
            Verdicts =
            [
                Verdict.AtMost("seconds", drayage.WallSeconds, 4.5),
                Verdict.AtMost("requests a new blob", (double)drayage.Traffic!.Requests / blobs, 2.1),
            ],
        };

        var again = new Report("images-delay-again", "the same when everything is there, 50 ms a request", new RegistryRace([target], () => { }).RunDelayed(Delay, Drayage, Skopeo, Verify));
        yield return again with
        {
            Limits = [new Limit("two requests one after the other", 2 * Delay.TotalSeconds)],
            Verdicts = [Verdict.AtMost("requests", again.Of(Copier.Drayage).Traffic!.Requests, 2)],
        };
    }
}
