using Drayage.Model.Delivery;
using Drayage.Pipeline.Publishing;
using Drayage.Pipeline.Publishing.Preflight;

namespace Drayage.Pipeline.Delivery;

/// <summary>Puts a <see cref="DeliveryGuard"/> around every call.</summary>
internal sealed class GuardingPublisher(IPublisher inner) : PublisherDecorator(inner)
{
    public override Task<PreflightReport> PreflightAsync(Consignment consignment, CancellationToken cancellationToken) =>
        DeliveryGuard.RunAsync(consignment, () => base.PreflightAsync(consignment, cancellationToken), cancellationToken);

    public override Task<Probe> ProbeAsync(Consignment consignment, Effect effect, IContentSource content, CancellationToken cancellationToken) =>
        DeliveryGuard.RunAsync(consignment, () => base.ProbeAsync(consignment, effect, content, cancellationToken), cancellationToken);

    public override Task<Probe> ReadBackAsync(Consignment consignment, Effect effect, IContentSource content, CancellationToken cancellationToken) =>
        DeliveryGuard.RunAsync(consignment, () => base.ReadBackAsync(consignment, effect, content, cancellationToken), cancellationToken);

    public override Task<Probe> ConfirmAsync(Consignment consignment, Effect effect, IContentSource content, CancellationToken cancellationToken) =>
        DeliveryGuard.RunAsync(consignment, () => base.ConfirmAsync(consignment, effect, content, cancellationToken), cancellationToken);

    public override Task SendAsync(Consignment consignment, Effect effect, IContentSource content, CancellationToken cancellationToken) =>
        DeliveryGuard.RunAsync(
            consignment,
            async () =>
            {
                await base.SendAsync(consignment, effect, content, cancellationToken);
                return true;
            },
            cancellationToken);
}
