using Drayage.Model.Delivery;
using Drayage.Pipeline.Delivery.Pacing;
using Drayage.Pipeline.Publishing;
using Drayage.Pipeline.Publishing.Preflight;
using Polly;
using Polly.Timeout;

namespace Drayage.Pipeline.Delivery;

/// <summary>Tries again what failed for the moment. An effect is probed before it is sent a second time: the answer may have been lost, not the effect.</summary>
internal sealed class RetryingPublisher : PublisherDecorator
{
    private readonly ResiliencePipeline pipeline;
    private readonly DestinationPace pace;

    public RetryingPublisher(IPublisher inner, DestinationPace pace, DeliveryPatience patience, TimeProvider clock)
        : base(inner)
    {
        this.pace = pace;
        pipeline = DeliveryRetries.Of(patience, clock);
    }

    public override Task<PreflightReport> PreflightAsync(Consignment consignment, CancellationToken cancellationToken) =>
        TryAsync(consignment, PacedCall.Look, (_, token) => base.PreflightAsync(consignment, token), cancellationToken);

    public override Task<Probe> ProbeAsync(Consignment consignment, Effect effect, IContentSource content, CancellationToken cancellationToken) =>
        TryAsync(consignment, PacedCall.Look, (_, token) => base.ProbeAsync(consignment, effect, content, token), cancellationToken);

    public override Task<Probe> ConfirmAsync(Consignment consignment, Effect effect, IContentSource content, CancellationToken cancellationToken) =>
        TryAsync(consignment, PacedCall.Look, (_, token) => base.ConfirmAsync(consignment, effect, content, token), cancellationToken);

    public override Task SendAsync(Consignment consignment, Effect effect, IContentSource content, CancellationToken cancellationToken) =>
        TryAsync(
            consignment,
            PacedCall.Send,
            async (again, token) =>
            {
                if (!again || Guarantee != DeliveryGuarantee.ExactlyOnce || await IsStillToSendAsync(consignment, effect, content, token))
                    await base.SendAsync(consignment, effect, content, token);
                return true;
            },
            cancellationToken);

    private async Task<T> TryAsync<T>(Consignment consignment, PacedCall call, Func<bool, CancellationToken, Task<T>> make, CancellationToken cancellationToken)
    {
        var tries = 0;
        try
        {
            // The first try had its turn before it was announced.
            return await pipeline.ExecuteAsync(async token => await TryOnceAsync(call, again: tries++ > 0, make, token), cancellationToken);
        }
        catch (TimeoutRejectedException late)
        {
            throw new DeliveryException(
                DeliveryFailure.Transient,
                $"destination {consignment.Destination}: {consignment.Id} was given up",
                $"it was not done within {late.Timeout.TotalSeconds:0} s",
                "look whether the service is up, and run: drayage resume",
                inner: late);
        }
    }

    private async Task<T> TryOnceAsync<T>(PacedCall call, bool again, Func<bool, CancellationToken, Task<T>> make, CancellationToken cancellationToken)
    {
        if (again)
            await pace.AwaitTurnAsync(call, cancellationToken);
        try
        {
            return await make(again, cancellationToken);
        }
        catch (DeliveryException failed) when (failed.Failure == DeliveryFailure.Transient)
        {
            pace.Failed(failed);
            throw;
        }
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
