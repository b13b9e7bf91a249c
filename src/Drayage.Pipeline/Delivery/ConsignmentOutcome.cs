using Drayage.Model.Delivery;
using Drayage.Pipeline.Publishing;

namespace Drayage.Pipeline.Delivery;

/// <summary>How the delivery of one consignment ended in this run.</summary>
public abstract record ConsignmentOutcome(Consignment Consignment)
{
    /// <summary>Every effect was observed at the destination.</summary>
    public sealed record Delivered(Consignment Consignment) : ConsignmentOutcome(Consignment);

    /// <summary>Stopped at an effect; the others that do not need it went on.</summary>
    public sealed record Failed(Consignment Consignment, Effect At, DeliveryException Error) : ConsignmentOutcome(Consignment);

    /// <summary>Not sent, because a consignment that it needs was not delivered.</summary>
    public sealed record Blocked(Consignment Consignment, string By) : ConsignmentOutcome(Consignment);
}
