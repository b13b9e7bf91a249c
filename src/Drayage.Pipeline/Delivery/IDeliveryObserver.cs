using Drayage.Model.Delivery;

namespace Drayage.Pipeline.Delivery;

/// <summary>Follows a delivery while it runs. Called from several threads.</summary>
public interface IDeliveryObserver
{
    void Started(Consignment consignment);

    void Delivered(Consignment consignment, Effect effect);

    void Finished(ConsignmentOutcome outcome);
}
