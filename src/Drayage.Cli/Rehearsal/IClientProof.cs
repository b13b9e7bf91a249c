using System.Collections.Immutable;
using Drayage.Model.Delivery;
using Drayage.Model.Waybills;

namespace Drayage.Cli.Rehearsal;

/// <summary>Fetches consignments of one kind with a real client.</summary>
internal interface IClientProof
{
    /// <summary>The program that must be on PATH.</summary>
    string Program { get; }

    /// <summary>How a user gets it.</summary>
    string Install { get; }

    bool Covers(Consignment consignment);

    Task<ImmutableArray<Proof>> RunAsync(Waybill waybill, Consignment consignment, ProofTools tools, CancellationToken cancellationToken);
}
