using System.Collections.Immutable;
using Drayage.Model.Delivery;
using Drayage.Pipeline.Delivery;
using Drayage.Pipeline.Journaling;
using Drayage.Sealing.Keys;
using Drayage.Sealing.Waybills;

namespace Drayage.Cli.Runs.Delivery;

/// <summary>What of a sealed release a run delivers.</summary>
internal sealed record DeliveryRequest
{
    public required SealedWaybill Waybill { get; init; }

    /// <summary>Its signature holds for this key.</summary>
    public required VerificationKey Key { get; init; }

    /// <summary>What is to be delivered, seen from the journal so far.</summary>
    public required Func<JournalState, ImmutableArray<Consignment>> Choose { get; init; }

    /// <summary>Whether it starts from what was released, on a machine without sources.</summary>
    public bool IsFromRelease { get; init; }

    /// <summary>How far.</summary>
    public DeliveryEnd End { get; init; } = DeliveryEnd.Points;

    /// <summary>Brings the bytes of consignments that are not delivered yet, and returns the outcomes of those that cannot go; null where the bytes are here.</summary>
    public Func<ImmutableArray<Consignment>, CancellationToken, Task<ImmutableArray<ConsignmentOutcome>>>? Prepare { get; init; }
}
