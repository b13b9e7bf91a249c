using System.Collections.Immutable;
using Drayage.Model.Delivery;
using Drayage.Pipeline.Delivery.Pacing;
using Drayage.Pipeline.Journaling;
using Drayage.Pipeline.Publishing;

namespace Drayage.Pipeline.Delivery;

/// <summary>
/// Delivers the consignments of a release side by side. Across destinations the order is by reversibility: what can be taken back
/// is put first, immutable registries next, then names move, and last of all others are told (invariant 3). A failure stops only what
/// needs it.
/// </summary>
public sealed class DeliveryEngine(
    IReadOnlyDictionary<string, IPublisher> publishers,
    IJournal journal,
    IContentSource content,
    IDeliveryObserver observer,
    DeliveryPatience patience,
    TimeProvider clock)
{
    /// <returns>One outcome a consignment, in the given order. Throws only for cancellation and a journal that cannot be written.</returns>
    public Task<ImmutableArray<ConsignmentOutcome>> RunAsync(ImmutableArray<Consignment> consignments, CancellationToken cancellationToken) =>
        RunAsync(consignments, DeliveryEnd.Points, cancellationToken);

    /// <param name="consignments">What is to be delivered. What they need besides is taken as delivered.</param>
    /// <param name="end">How far each is taken.</param>
    /// <param name="cancellationToken">Stops the run.</param>
    /// <inheritdoc cref="RunAsync(ImmutableArray{Consignment}, CancellationToken)"/>
    public async Task<ImmutableArray<ConsignmentOutcome>> RunAsync(
        ImmutableArray<Consignment> consignments, DeliveryEnd end, CancellationToken cancellationToken)
    {
        using var paces = new DestinationPaces(patience, clock);
        var runs = consignments.ToDictionary(
            c => c.Id,
            c => new ConsignmentRun(c, Compose(publishers[c.Destination], paces.Of(c.Destination, publishers[c.Destination].Limits)), journal, content, observer),
            StringComparer.Ordinal);
        var order = new DeliveryOrder([.. consignments.Where(c => c.Announcement is null)], consignment => publishers[consignment.Destination].IsReversible);
        if (end == DeliveryEnd.Staging)
        {
            foreach (var run in runs.Values.Where(run => run.Consignment.Announcement is not null || !publishers[run.Consignment.Destination].IsReversible))
                run.Finish(new ConsignmentOutcome.Left(run.Consignment, "what is put there stays, and is seen at once"));
        }

        // One wait a group: thousands of consignments that each waited for thousands of others would be millions.
        var putsEnded = order.Groups.Select(group => Task.WhenAll(group.Members.Select(id => runs[id].PutsEnded))).ToArray();
        var tasks = runs.Values.Select(run => DeliverAsync(run, runs, order, putsEnded, end, cancellationToken)).ToArray();
        return [.. await Task.WhenAll(tasks)];
    }

    /// <summary>
    /// Whether a consignment that another run delivers stands at its destination, as the journal says or else as the destination shows.
    /// </summary>
    /// <exception cref="DeliveryException">The destination cannot be asked.</exception>
    public async Task<bool> StandsAsync(Consignment consignment, CancellationToken cancellationToken)
    {
        if (consignment.Effects.All(effect => journal.State.StatusOf(consignment.Id, effect.Key) is EffectStatus.Delivered))
            return true;
        using var paces = new DestinationPaces(patience, clock);
        var publisher = publishers[consignment.Destination];
        var looking = Retrying(publisher, paces.Of(consignment.Destination, publisher.Limits));
        // Names move last: where one stands, everything below it is put. One that has moved on since has stood there.
        var points = consignment.Effects.OfType<Effect.Point>().ToArray();
        foreach (var effect in points.Length > 0 ? points : consignment.Effects.OfType<Effect.Put>().ToArray<Effect>())
        {
            var seen = await looking.ProbeAsync(consignment, effect, content, cancellationToken);
            if (seen is not (Probe.Same or Probe.Different { MayMove: true }) || (effect is Effect.Put && seen is not Probe.Same))
                return false;
        }

        return true;
    }

    /// <summary>The one place where probing, pacing, journaling and retrying come together around what talks to the destination.</summary>
    private ProbingPublisher Compose(IPublisher publisher, DestinationPace pace) =>
        new(new PacingPublisher(new JournalingPublisher(Retrying(publisher, pace), journal), pace), journal, patience, clock);

    private RetryingPublisher Retrying(IPublisher publisher, DestinationPace pace) =>
        new(new SecondLookPublisher(new GuardingPublisher(publisher)), pace, patience, clock);

    private static async Task<ConsignmentOutcome> DeliverAsync(
        ConsignmentRun run, Dictionary<string, ConsignmentRun> runs, DeliveryOrder order, Task[] putsEnded, DeliveryEnd end, CancellationToken cancellationToken)
    {
        if (run.Outcome.IsCompletedSuccessfully)
            return await run.Outcome;
        try
        {
            foreach (var need in run.Consignment.Needs.Where(runs.ContainsKey))
            {
                if (WithoutNeed(run.Consignment, need, await runs[need].Outcome) is { } outcome)
                    return run.Finish(outcome);
            }

            if (run.Consignment.Announcement is not null)
            {
                // Told last of all, however the others end; nobody waits for it in turn.
                await Task.WhenAll(runs.Values.Where(other => other.Consignment.Announcement is null).Select(other => other.Outcome));
                return run.Finish(await run.PutAsync(cancellationToken) ?? await run.PointAsync(cancellationToken));
            }

            await Task.WhenAll(order.BeforePuts(run.Consignment).Select(group => putsEnded[group.Number]));
            var failure = await run.PutAsync(cancellationToken);
            if (end == DeliveryEnd.Staging)
                return run.Finish(failure ?? new ConsignmentOutcome.Staged(run.Consignment));
            await Task.WhenAll(order.BeforePoints(run.Consignment).Select(group => putsEnded[group.Number]));
            return run.Finish(failure ?? await run.PointAsync(cancellationToken));
        }
        catch (Exception stopped)
        {
            run.Abandon(stopped);
            throw;
        }
    }

    /// <returns>Null when the need is there.</returns>
    private static ConsignmentOutcome? WithoutNeed(Consignment consignment, string need, ConsignmentOutcome ended) => ended switch
    {
        ConsignmentOutcome.Delivered => null,
        ConsignmentOutcome.Staged or ConsignmentOutcome.Left => new ConsignmentOutcome.Left(consignment, $"it needs {need}"),
        _ => new ConsignmentOutcome.Blocked(consignment, need),
    };
}
