using System.Collections.Immutable;
using Drayage.Benchmarks.Content;
using Drayage.Benchmarks.Measuring;

namespace Drayage.Benchmarks.Suites.Images;

/// <summary>One layer of 200 MB of binaries: tar, gzip and both digests, against tar and pigz.</summary>
internal sealed class CompressSuite(Workshop workshop)
{
    private const string Drayage = "drayage's layer writer";
    private const string Pigz = "tar | pigz -6";
    private const long TreeBytes = 200_000_000;

    public IEnumerable<Report> Run()
    {
        string tree = workshop.Empty("tree");
        BinaryFiles.CopyTree(tree, TreeBytes);
        string layout = Path.Combine(workshop.Root, "layer");
        string piped = Path.Combine(workshop.Root, "piped.tar.gz");
        string digested = Path.Combine(workshop.Root, "digested.tar.gz");
        ImmutableArray<Standing> standings = new Race(workshop.Runs, warmUps: 1).Run(
            new Contender(Drayage, Environment.ProcessPath!, LayerVerb.Name, tree, layout) { Directory = workshop.Root, Prepare = () => workshop.Empty("layer") },
            Shell(Pigz, $"tar -C '{tree}' -cf - . | pigz -6 > '{piped}'"),
            Shell("the same, with digests", $"tar -C '{tree}' -cf - . | tee >(sha256sum > '{piped}.1') | pigz -6 | tee >(sha256sum > '{piped}.2') > '{digested}'"));
        var report = new Report("images-compress", $"{TreeBytes / 1e6:F0} MB of binaries into one gzip layer", standings);
        long layer = Directory.EnumerateFiles(Path.Combine(layout, "blobs"), "*", SearchOption.AllDirectories).Max(file => new FileInfo(file).Length);
        long peer = new FileInfo(piped).Length;
        yield return report with
        {
            Sizes = ImmutableDictionary<string, long>.Empty.Add(Drayage, layer).Add(Pigz, peer),
            Limits = [new Limit("SHA-256 of the tree and of the layer on all cores", (TreeBytes + layer) / workshop.Machine.AllDigestRate)],
            Verdicts =
            [
                Verdict.AtLeast("pigz's time over Drayage's", report.Of(Pigz).WallSeconds / report.Of(Drayage).WallSeconds, 1.8),
                Verdict.AtMost("Drayage's size over pigz's", (double)layer / peer, 1.03),
            ],
        };
    }

    private Contender Shell(string name, string script) => new(name, "bash", "-c", "set -o pipefail; " + script) { Directory = workshop.Root };
}
