using System.Collections.Immutable;
using Drayage.Model;
using Drayage.Model.Delivery;
using Drayage.Model.Waybills;

namespace Drayage.Cli.Rehearsal;

/// <summary>Downloads each release with gh, which knows nothing of Drayage, and compares every file with the waybill.</summary>
internal sealed class GhProof : IClientProof
{
    public string Program => "gh";

    public string Install => "apt-get install gh";

    public bool Covers(Consignment consignment) => consignment.Kind == "github" && consignment.Effects.Any(e => e is Effect.Point);

    public async Task<ImmutableArray<Proof>> RunAsync(Waybill waybill, Consignment consignment, ProofTools tools, CancellationToken cancellationToken)
    {
        var place = tools.Scratch("gh-" + consignment.Id);
        var configuration = Path.Combine(place, "config");
        Directory.CreateDirectory(configuration);
        await File.WriteAllTextAsync(Path.Combine(configuration, "config.yml"), $"http_unix_socket: {tools.Socket}\n", cancellationToken);
        var downloads = Path.Combine(place, "downloads");
        var tag = consignment.Options["tag"];
        var downloaded = await tools.RunAsync(
            "gh",
            ["release", "download", tag, "--repo", $"rehearsal.localhost/{consignment.Address}", "--dir", downloads, "--clobber"],
            place,
            [
                KeyValuePair.Create("GH_CONFIG_DIR", (string?)configuration),
                KeyValuePair.Create("GH_ENTERPRISE_TOKEN", (string?)tools.Site.Token.Reveal()),
                KeyValuePair.Create("GH_HOST", (string?)"rehearsal.localhost"),
            ],
            cancellationToken);
        if (!downloaded.Succeeded)
            return [new Proof("gh", consignment.Id, ProofOutcome.Failed, downloaded.Error)];
        return [await CompareAsync(consignment, downloads, cancellationToken)];
    }

    private static async Task<Proof> CompareAsync(Consignment consignment, string downloads, CancellationToken cancellationToken)
    {
        var puts = consignment.Effects.OfType<Effect.Put>().Where(p => p.Digest is not null).ToArray();
        foreach (var put in puts)
        {
            var path = Path.Combine(downloads, put.Name);
            if (!File.Exists(path))
                return new Proof("gh", consignment.Id, ProofOutcome.Failed, $"did not download {put.Name}");
            await using var file = File.OpenRead(path);
            var digest = await Digest.OfSha256Async(file, cancellationToken);
            if (digest != put.Digest)
                return new Proof("gh", consignment.Id, ProofOutcome.Failed, $"{put.Name} is {digest}, the waybill says {put.Digest}");
        }

        return new Proof("gh", consignment.Id, ProofOutcome.Held, $"downloaded {Counted.Of(puts.Length, "file")}, every checksum holds");
    }
}
