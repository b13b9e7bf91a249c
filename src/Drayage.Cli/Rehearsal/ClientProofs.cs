using System.Collections.Immutable;
using Drayage.Model.Waybills;
using Drayage.Pipeline.Layout;
using Drayage.Pipeline.Publishing;
using Drayage.Platform.Processes;

namespace Drayage.Cli.Rehearsal;

/// <summary>Proves a rehearsal with whatever real clients this machine has.</summary>
internal sealed class ClientProofs(Composition composition, WorkLayout layout, RehearsalSite site, string socket)
{
    private static readonly ImmutableArray<IClientProof> All = [new PipProof(), new CargoProof(), new NpmProof(), new DotNetProof(), new SkopeoProof(), new PodmanProof(), new GhProof(), new HelmProof()];

    public async Task<ImmutableArray<Proof>> RunAsync(Waybill waybill, CancellationToken cancellationToken)
    {
        var scratch = Path.Combine(layout.Dist, "clients");
        var tools = new ProofTools(composition.Processes, scratch, site, socket);
        var proofs = ImmutableArray.CreateBuilder<Proof>();
        foreach (var client in All)
        {
            foreach (var consignment in waybill.Consignments.Where(client.Covers))
            {
                if (ToolLocator.Find(client.Program, composition.Environment.Path) is null)
                    proofs.Add(new Proof(client.Program, consignment.Id, ProofOutcome.Skipped, $"{client.Program} is not on PATH ({client.Install})"));
                else
                    proofs.AddRange(await client.RunAsync(waybill, consignment, tools, cancellationToken));
            }
        }

        return proofs.ToImmutable();
    }
}
