using System.Collections.Immutable;
using Drayage.Cli.Rendering;
using Drayage.Model;
using Drayage.Model.Delivery;
using Drayage.Pipeline.Announcing;
using Drayage.Pipeline.Configuration;
using Drayage.Pipeline.Delivery;
using Drayage.Pipeline.Journaling;
using Drayage.Pipeline.Layout;
using Drayage.Pipeline.Publishing;
using Drayage.Pipeline.Sealing;

namespace Drayage.Cli.Runs.Delivery;

/// <summary>Sealed waybill → receipts: delivers what is not yet delivered.</summary>
internal sealed class DeliveryRun(
    Composition composition, ImmutableArray<DestinationSettings> destinations, WorkLayout layout, IJournalStore journals, RehearsalSite? rehearsal)
{
    public async Task<DeliveryResult> RunAsync(DeliveryRequest request, CancellationToken cancellationToken)
    {
        await using var opened = await journals.OpenAsync(request.Waybill.Digest, cancellationToken);
        var journal = composition.WithKillPoints(opened);
        var chosen = NotWithdrawn(request, journal.State);
        var outside = new OutsideNeeds(request.Waybill.Waybill, chosen);
        var known = new WaybillPublishers(composition, destinations, layout, rehearsal);
        var carriers = request.Waybill.Waybill.Consignments
            .Where(c => known.Knows(c.Destination) && chosen.Any(told => told.IsNotice && told.Announcement!.Waybills.Contains(c.Id)));
        var publishers = known.Of([.. chosen, .. outside.All, .. carriers], opened.Lease);
        chosen = [.. chosen.Where(consignment => !consignment.IsNotice || known.Knows(consignment.Destination))];
        var content = new ReleaseContent(request.Waybill, request.Key, layout)
        {
            Events = new EventComposer(request.Waybill, publishers, () => journal.State, composition.Redactor) { IsFromRelease = request.IsFromRelease },
        };
        DeliveryEngine Engine(DeliveryPatience patience) => new(publishers, journal, content, new DeliveryProgress(composition.Terminal), patience, composition.Clock);
        var outcomes = await opened.HoldingAsync(
            async held =>
            {
                var engine = Engine(composition.Patience);
                var blocked = await outside.MissingAsync(engine, held);
                var delivered = await DeliverAsync(request, engine, journal, [.. chosen.Where(c => !c.IsNotice)], blocked, held);
                return delivered.AddRange(await TellAsync(request, Engine(composition.Patience.ForNotices), journal, [.. chosen.Where(c => c.IsNotice)], held));
            },
            cancellationToken);
        var notices = request.Waybill.Waybill.Consignments.Where(c => c.IsNotice).Select(c => c.Id).ToHashSet(StringComparer.Ordinal);
        var anything = journal.State.Effects.Any(effect => effect.Value is EffectStatus.Delivered && !notices.Contains(effect.Key.Consignment));
        return new DeliveryResult(outcomes, journal.State, new DeliveryReport(outcomes).ExitCode(anything));
    }

    /// <summary>What was taken back is not delivered again.</summary>
    private static ImmutableArray<Consignment> NotWithdrawn(DeliveryRequest request, JournalState state)
    {
        var chosen = request.Choose(state);
        ImmutableArray<Consignment> left = [.. chosen.Where(consignment => !state.IsWithdrawn(consignment.Id))];
        if (left.Length == chosen.Length || left.Any(consignment => consignment.Announcement is null && !IsDelivered(consignment, state)))
            return left;
        throw new ReleaseException(
            ExitCode.Refused,
            "this release was withdrawn",
            $"the journal of {request.Waybill.Digest} records that it was taken back",
            $"release a new version; a withdrawal that stopped half-way goes on with: drayage withdraw {request.Waybill.Waybill.Components[0].Tag}");
    }

    private static bool IsDelivered(Consignment consignment, JournalState state) =>
        consignment.Effects.All(effect => state.StatusOf(consignment.Id, effect.Key) is EffectStatus.Delivered);

    private static async Task<ImmutableArray<ConsignmentOutcome>> DeliverAsync(
        DeliveryRequest request,
        DeliveryEngine engine,
        IJournal journal,
        ImmutableArray<Consignment> chosen,
        ImmutableDictionary<string, string> blocked,
        CancellationToken cancellationToken)
    {
        var ready = chosen.Where(c => !blocked.ContainsKey(c.Id)).ToImmutableArray();
        var unprepared = await PrepareAsync(request, ready, journal, cancellationToken);
        var delivered = await engine.RunAsync([.. ready.Where(c => !unprepared.Any(o => o.Consignment.Id == c.Id))], request.End, cancellationToken);
        var told = await TellAsync(request, engine, journal, chosen, cancellationToken);
        return
        [
            .. delivered,
            .. told,
            .. unprepared,
            .. chosen.Where(c => blocked.ContainsKey(c.Id)).Select(c => new ConsignmentOutcome.Blocked(c, blocked[c.Id])),
        ];
    }

    /// <summary>How consignments ended is told once they have, and journaled like the rest.</summary>
    private static async Task<ImmutableArray<ConsignmentOutcome>> TellAsync(
        DeliveryRequest request, DeliveryEngine engine, IJournal journal, ImmutableArray<Consignment> tellers, CancellationToken cancellationToken)
    {
        var outcomes = request.End == DeliveryEnd.Points && tellers.Length > 0 ? OutcomeAnnouncements.Of(request.Waybill.Waybill, journal.State) : [];
        return await engine.RunAsync([.. outcomes.Where(c => tellers.Any(one => one.Id == c.Id))], cancellationToken);
    }

    private static async Task<ImmutableArray<ConsignmentOutcome>> PrepareAsync(
        DeliveryRequest request, ImmutableArray<Consignment> ready, IJournal journal, CancellationToken cancellationToken)
    {
        if (request.Prepare is not { } prepare)
            return [];
        var pending = ready.Where(c => !IsDelivered(c, journal.State)).ToImmutableArray();
        var failed = await prepare(pending, cancellationToken);
        foreach (var failure in failed.OfType<ConsignmentOutcome.Failed>())
        {
            // What may have been sent by an earlier run stays in doubt.
            if (journal.State.StatusOf(failure.Consignment.Id, failure.At.Key) is not (EffectStatus.Pending or EffectStatus.Failed))
                continue;
            var error = failure.Error;
            await journal.AppendAsync(
                new JournalEvent.Failed(failure.Consignment.Id, failure.At.Key, error.Message, error.Because, error.Hint, error.Failure == DeliveryFailure.Transient),
                cancellationToken);
        }

        return failed;
    }
}

/// <summary>What a delivery came to.</summary>
internal sealed record DeliveryResult(ImmutableArray<ConsignmentOutcome> Outcomes, JournalState State, ExitCode ExitCode)
{
    /// <summary>The faults that it went through; null without any.</summary>
    public FaultsDocument? Survived { get; init; }
}
