using Drayage.Model.Delivery;
using Drayage.Pipeline.Publishing;
using Drayage.Pipeline.Publishing.Preflight;
using Polly;

namespace Drayage.Pipeline.Delivery;

/// <summary>Tries again what failed for the moment. An effect is probed before it is sent a second time: the answer may have been lost, not the effect.</summary>
internal sealed class RetryingPublisher : PublisherDecorator
{
    private readonly ResiliencePipeline pipeline;

    public RetryingPublisher(IPublisher inner, DeliveryPatience patience, TimeProvider clock)
        : base(inner) => pipeline = DeliveryRetries.Of(patience, clock);

    public override async Task<PreflightReport> PreflightAsync(Consignment consignment, CancellationToken cancellationToken) =>
        await pipeline.ExecuteAsync(async token => await base.PreflightAsync(consignment, token), cancellationToken);

    public override async Task<Probe> ProbeAsync(Consignment consignment, Effect effect, IContentSource content, CancellationToken cancellationToken) =>
        await pipeline.ExecuteAsync(async token => await base.ProbeAsync(consignment, effect, content, token), cancellationToken);

    public override async Task<Probe> ConfirmAsync(Consignment consignment, Effect effect, IContentSource content, CancellationToken cancellationToken) =>
        await pipeline.ExecuteAsync(async token => await base.ConfirmAsync(consignment, effect, content, token), cancellationToken);

    public override async Task SendAsync(Consignment consignment, Effect effect, IContentSource content, CancellationToken cancellationToken)
    {
        var again = false;
        await pipeline.ExecuteAsync(
            async token =>
            {
                if (again && Guarantee == DeliveryGuarantee.ExactlyOnce && !await IsStillToSendAsync(consignment, effect, content, token))
                    return;
                again = true;
                await base.SendAsync(consignment, effect, content, token);
            },
            cancellationToken);
    }

    private async Task<bool> IsStillToSendAsync(Consignment consignment, Effect effect, IContentSource content, CancellationToken cancellationToken) =>
        await base.ProbeAsync(consignment, effect, content, cancellationToken) switch
        {
            Probe.Same => false,
            Probe.Absent => true,
            Probe.Different { MayMove: true } => true,
            Probe.Different different => throw DeliveryFailures.Conflict(consignment, effect, different.Found),
            Probe.Unknown unknown => throw new DeliveryException(DeliveryFailure.Transient, $"{consignment.Id}: {effect.Key} is in doubt", unknown.Reason),
            _ => throw new InvalidOperationException("unreachable: the union is closed"),
        };
}
