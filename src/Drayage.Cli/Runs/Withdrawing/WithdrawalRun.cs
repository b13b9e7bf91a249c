using System.Collections.Immutable;
using Drayage.Cli.Rendering;
using Drayage.Cli.Runs.Delivery;
using Drayage.Model.Delivery;
using Drayage.Pipeline.Announcing;
using Drayage.Pipeline.Delivery;
using Drayage.Pipeline.Journaling;
using Drayage.Pipeline.Publishing;
using Drayage.Pipeline.Publishing.Withdrawing;
using Drayage.Pipeline.Sealing;

namespace Drayage.Cli.Runs.Withdrawing;

/// <summary>Takes a release back as far as its destinations allow, through the journal of the release itself.</summary>
internal sealed class WithdrawalRun(Composition composition, WithdrawnRelease release, IJournalStore journals, WaybillPublishers publishers)
{
    /// <summary>Asks every destination. Changes nothing.</summary>
    public async Task<ImmutableArray<ConsignmentWithdrawal>> PlanAsync(CancellationToken cancellationToken)
    {
        var looking = publishers.Of(release.Consignments, gate: null);
        return [.. await Task.WhenAll(release.Consignments.Select(consignment => PlanAsync(looking[consignment.Destination], consignment, cancellationToken)))];
    }

    /// <summary>Sends what is planned, each effect announced in the journal first, and tells others once something was taken back.</summary>
    public async Task<ImmutableArray<ConsignmentWithdrawal>> RunAsync(ImmutableArray<ConsignmentWithdrawal> planned, CancellationToken cancellationToken)
    {
        await using var opened = await journals.OpenAsync(release.Waybill.Digest, cancellationToken);
        var journal = composition.WithKillPoints(opened);
        var sending = publishers.Of(release.Waybill.Waybill.Consignments, opened.Lease);
        var content = new ReleaseContent(release.Waybill, release.Key, layout: null)
        {
            Events = new EventComposer(release.Waybill, sending, () => journal.State, composition.Redactor),
        };
        DeliveryEngine Engine(DeliveryPatience patience) => new(sending, journal, content, new DeliveryProgress(composition.Terminal), patience, composition.Clock);
        var (outcomes, told) = await opened.HoldingAsync(
            async held =>
            {
                var sent = await Engine(composition.Patience).RunAsync([.. planned.Where(p => p.Plan.Steps.Length > 0).Select(Withdrawing)], held);
                return (sent, await TellAsync(Engine, journal.State, held));
            },
            cancellationToken);
        return
        [
            .. planned.Select(p => p with { Failure = FailureOf(p.Consignment.Id, outcomes), IsSent = true }),
            .. told.OfType<ConsignmentOutcome.Failed>().Select(failed => new ConsignmentWithdrawal(failed.Consignment, new WithdrawalPlan()) { Failure = failed.Error, IsSent = true }),
        ];
    }

    /// <summary>The one place where others learn of a withdrawal.</summary>
    private async Task<ImmutableArray<ConsignmentOutcome>> TellAsync(Func<DeliveryPatience, DeliveryEngine> engine, JournalState state, CancellationToken cancellationToken)
    {
        var anything = state.Effects.Any(effect => effect.Key.Effect.StartsWith(Effect.Withdraw.Prefix, StringComparison.Ordinal) && effect.Value is EffectStatus.Delivered);
        if (!anything)
            return [];
        var told = OutcomeAnnouncements.Withdrawn(release.Waybill.Waybill).Where(told => told.Announcement!.Tag == release.Tag).ToLookup(told => told.IsNotice);
        return
        [
            .. await engine(composition.Patience).RunAsync([.. told[false]], cancellationToken),
            .. await engine(composition.Patience.ForNotices).RunAsync([.. told[true].Where(notice => publishers.Knows(notice.Destination))], cancellationToken),
        ];
    }

    private async Task<ConsignmentWithdrawal> PlanAsync(IPublisher publisher, Consignment consignment, CancellationToken cancellationToken)
    {
        if (publisher is not IWithdrawing destination)
            return new(consignment, new WithdrawalPlan { ByHand = [new HandWork($"take {consignment.Version} back: Drayage does not know how {consignment.Kind} does that", consignment.Address)] });
        try
        {
            return new(consignment, await DeliveryGuard.RunAsync(
                consignment, () => destination.PlanWithdrawalAsync(consignment, new WithdrawalContext(release.Others), cancellationToken), cancellationToken));
        }
        catch (DeliveryException failed)
        {
            return new(consignment, new WithdrawalPlan()) { Failure = failed };
        }
    }

    // Nothing of a withdrawal waits for another: the needs of the release are those of its delivery.
    private static Consignment Withdrawing(ConsignmentWithdrawal planned) =>
        planned.Consignment with { Effects = [.. planned.Plan.Steps.Select(step => step.Effect)], Needs = [] };

    private static DeliveryException? FailureOf(string consignment, ImmutableArray<ConsignmentOutcome> outcomes) =>
        outcomes.OfType<ConsignmentOutcome.Failed>().FirstOrDefault(failed => failed.Consignment.Id == consignment)?.Error;
}
