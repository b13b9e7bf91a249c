using Drayage.Model.Delivery;
using Drayage.Pipeline.Journaling;
using Drayage.Pipeline.Publishing;

namespace Drayage.Pipeline.Delivery;

/// <summary>
/// Asks the destination before each effect, and sees to it afterwards that the destination serves it. Only what is absent is sent;
/// what an earlier run may have sent is looked for with more patience, since an index can lag behind and an upload be under way still.
/// </summary>
internal sealed class ProbingPublisher(IPublisher inner, IJournal journal, DeliveryPatience patience, TimeProvider clock) : PublisherDecorator(inner)
{
    private static readonly TimeSpan FirstLook = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    public override async Task SendAsync(Consignment consignment, Effect effect, IContentSource content, CancellationToken cancellationToken)
    {
        if (Guarantee == DeliveryGuarantee.AtLeastOnce)
        {
            await SendAtLeastOnceAsync(consignment, effect, content, cancellationToken);
            return;
        }

        switch (await LookAsync(consignment, effect, content, cancellationToken))
        {
            case Probe.Same:
                return;
            case Probe.Different { MayMove: false } different:
                throw DeliveryFailures.Conflict(consignment, effect, different.Found);
            case Probe.Unknown unknown:
                throw new DeliveryException(DeliveryFailure.Transient, $"{consignment.Id}: nobody can tell whether '{effect.Key}' is there", unknown.Reason, "run: drayage resume");
            default:
                await base.SendAsync(consignment, effect, content, cancellationToken);
                await AwaitServedAsync(consignment, effect, content, cancellationToken);
                return;
        }
    }

    /// <summary>Nobody can be asked whether an unanswered announcement came through. One that was answered is not repeated.</summary>
    private async Task SendAtLeastOnceAsync(Consignment consignment, Effect effect, IContentSource content, CancellationToken cancellationToken)
    {
        if (journal.State.StatusOf(consignment.Id, effect.Key) is not EffectStatus.Sent)
            await base.SendAsync(consignment, effect, content, cancellationToken);
        await journal.AppendAsync(new JournalEvent.Observed(consignment.Id, effect.Key, "acknowledged", Url: null), cancellationToken);
    }

    private async Task<Probe> LookAsync(Consignment consignment, Effect effect, IContentSource content, CancellationToken cancellationToken)
    {
        var mayBeThere = journal.State.StatusOf(consignment.Id, effect.Key)
            is EffectStatus.InDoubt or EffectStatus.Sent or EffectStatus.Failed { Failure.IsTransient: true };
        return await PollAsync(
            token => ProbeAsync(consignment, effect, content, token),
            // A destination may still be storing what the earlier run sent, and shows half of it until then.
            probe => probe is Probe.Absent or Probe.Unknown || (effect is Effect.Put && probe is Probe.Different { MayMove: true }),
            mayBeThere ? patience.Doubt : TimeSpan.Zero,
            cancellationToken);
    }

    private async Task AwaitServedAsync(Consignment consignment, Effect effect, IContentSource content, CancellationToken cancellationToken)
    {
        var limit = patience.Visibility * Lag;
        var served = await PollAsync(
            token => ConfirmAsync(consignment, effect, content, token),
            probe => probe is Probe.Absent or Probe.Unknown or Probe.Different { MayMove: true },
            limit,
            cancellationToken);
        switch (served)
        {
            case Probe.Same:
                return;
            case Probe.Different different:
                throw DeliveryFailures.Conflict(consignment, effect, different.Found);
            default:
                throw new DeliveryException(
                    DeliveryFailure.Transient,
                    $"{consignment.Id}: '{effect.Key}' was accepted and is not served",
                    $"not to be seen within {limit.TotalSeconds:0} s{(served is Probe.Unknown unknown ? $": {unknown.Reason}" : "")}",
                    "wait for the destination's index and run: drayage resume");
        }
    }

    private async Task<Probe> PollAsync(
        Func<CancellationToken, Task<Probe>> look, Func<Probe, bool> isUnsettled, TimeSpan limit, CancellationToken cancellationToken)
    {
        var start = clock.GetTimestamp();
        var pause = FirstLook;
        while (true)
        {
            var seen = await look(cancellationToken);
            if (!isUnsettled(seen) || clock.GetElapsedTime(start) >= limit)
                return seen;
            await Task.Delay(pause, clock, cancellationToken);
            pause = pause < LongestPause ? pause * 2 : LongestPause;
        }
    }
}
