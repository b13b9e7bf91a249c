using Drayage.Model.Delivery;
using Drayage.Pipeline.Publishing;
using Drayage.Pipeline.Publishing.Preflight;

namespace Drayage.Pipeline.Delivery;

/// <summary>Passes everything on; decorators change the calls that they are about.</summary>
internal abstract class PublisherDecorator(IPublisher inner) : IPublisher
{
    public bool IsReversible => inner.IsReversible;

    public int Concurrency => inner.Concurrency;

    public DeliveryLimits Limits => inner.Limits;

    public int Lag => inner.Lag;

    public DeliveryGuarantee Guarantee => inner.Guarantee;

    public Uri? LocationOf(Consignment consignment, string artifactName) => inner.LocationOf(consignment, artifactName);

    public virtual Task<PreflightReport> PreflightAsync(Consignment consignment, CancellationToken cancellationToken) =>
        inner.PreflightAsync(consignment, cancellationToken);

    public virtual Task<Probe> ProbeAsync(Consignment consignment, Effect effect, IContentSource content, CancellationToken cancellationToken) =>
        inner.ProbeAsync(consignment, effect, content, cancellationToken);

    public virtual Task SendAsync(Consignment consignment, Effect effect, IContentSource content, CancellationToken cancellationToken) =>
        inner.SendAsync(consignment, effect, content, cancellationToken);

    public virtual Task<Probe> ReadBackAsync(Consignment consignment, Effect effect, IContentSource content, CancellationToken cancellationToken) =>
        inner.ReadBackAsync(consignment, effect, content, cancellationToken);

    public virtual Task<Probe> ConfirmAsync(Consignment consignment, Effect effect, IContentSource content, CancellationToken cancellationToken) =>
        inner.ConfirmAsync(consignment, effect, content, cancellationToken);
}
