using Drayage.Model.Delivery;
using Drayage.Pipeline.Publishing;

namespace Drayage.Pipeline.Delivery.Pacing;

/// <summary>Waits for the destination's limits before each call, and so before a sending is announced.</summary>
internal sealed class PacingPublisher(IPublisher inner, DestinationPace pace) : PublisherDecorator(inner)
{
    public override Task<Probe> ProbeAsync(Consignment consignment, Effect effect, IContentSource content, CancellationToken cancellationToken) =>
        pace.MakeAsync(PacedCall.Look, () => base.ProbeAsync(consignment, effect, content, cancellationToken), cancellationToken);

    public override Task<Probe> ConfirmAsync(Consignment consignment, Effect effect, IContentSource content, CancellationToken cancellationToken) =>
        pace.MakeAsync(PacedCall.Look, () => base.ConfirmAsync(consignment, effect, content, cancellationToken), cancellationToken);

    public override Task SendAsync(Consignment consignment, Effect effect, IContentSource content, CancellationToken cancellationToken) =>
        pace.MakeAsync(
            PacedCall.Send,
            async () =>
            {
                await base.SendAsync(consignment, effect, content, cancellationToken);
                return true;
            },
            cancellationToken);
}
