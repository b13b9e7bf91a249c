using Drayage.Model.Delivery;
using Drayage.Pipeline.Publishing;

namespace Drayage.Pipeline.Delivery;

/// <summary>How the delivery of one consignment ended in this run.</summary>
public abstract record ConsignmentOutcome(Consignment Consignment)
{
    /// <summary>Every effect was observed at the destination.</summary>
    public sealed record Delivered(Consignment Consignment) : ConsignmentOutcome(Consignment);

    /// <summary>Everything is put and no name has moved, where the run was to end there.</summary>
    public sealed record Staged(Consignment Consignment) : ConsignmentOutcome(Consignment);

    /// <summary>Not begun, since the run was to end before anything is seen.</summary>
    public sealed record Left(Consignment Consignment, string Because) : ConsignmentOutcome(Consignment);

    /// <summary>Stopped at an effect; the others that do not need it went on.</summary>
    public sealed record Failed(Consignment Consignment, Effect At, DeliveryException Error) : ConsignmentOutcome(Consignment);

    /// <summary>Not sent, because a consignment that it needs was not delivered.</summary>
    public sealed record Blocked(Consignment Consignment, string By) : ConsignmentOutcome(Consignment);
}
