using System.Collections.Immutable;
using Drayage.Model;
using Drayage.Model.Delivery;
using Drayage.Model.Waybills;

namespace Drayage.Cli.Rehearsal;

/// <summary>Pulls each chart with helm by the name and version that the classic index lists, from the site that the index is served on.</summary>
internal sealed class HelmProof : IClientProof
{
    public string Program => "helm";

    public string Install => "https://helm.sh/docs/intro/install/";

    public bool Covers(Consignment consignment) => consignment.Kind == "helm";

    public async Task<ImmutableArray<Proof>> RunAsync(Waybill waybill, Consignment consignment, ProofTools tools, CancellationToken cancellationToken)
    {
        var place = tools.Scratch("helm-" + consignment.Id);
        var (chart, path) = (consignment.Options["chart"], consignment.Options["path"]);
        var site = new Uri(tools.Site.Address, $"pages/{consignment.Address}/{path[..(path.LastIndexOf('/') + 1)]}");
        var pulled = await tools.RunAsync(
            Program,
            ["pull", chart, "--repo", site.AbsoluteUri, "--version", consignment.Version, "--destination", place],
            place,
            new[] { "CACHE", "CONFIG", "DATA" }.Select(home => KeyValuePair.Create($"HELM_{home}_HOME", (string?)Path.Combine(place, home))),
            cancellationToken);
        if (!pulled.Succeeded)
            return [new Proof(Program, consignment.Id, ProofOutcome.Failed, pulled.Error)];
        var put = consignment.Effects.OfType<Effect.Put>().Single();
        await using var file = File.OpenRead(Path.Combine(place, put.Name));
        var digest = await Digest.OfSha256Async(file, cancellationToken);
        return [digest == put.Digest
            ? new Proof(Program, consignment.Id, ProofOutcome.Held, $"pulled {chart} {consignment.Version} by the index")
            : new Proof(Program, consignment.Id, ProofOutcome.Failed, $"{put.Name} is {digest}, the waybill says {put.Digest}")];
    }
}
