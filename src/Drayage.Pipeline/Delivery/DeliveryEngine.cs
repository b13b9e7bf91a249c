using System.Collections.Immutable;
using Drayage.Model.Delivery;
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
    public async Task<ImmutableArray<ConsignmentOutcome>> RunAsync(ImmutableArray<Consignment> consignments, CancellationToken cancellationToken)
    {
        var runs = consignments.ToDictionary(
            c => c.Id,
            c => new ConsignmentRun(c, Compose(publishers[c.Destination]), journal, content, observer),
            StringComparer.Ordinal);
        var order = new DeliveryOrder([.. consignments.Where(c => c.Announcement is null)], consignment => publishers[consignment.Destination].IsReversible);
        var tasks = runs.Values.Select(run => DeliverAsync(run, runs, order, cancellationToken)).ToArray();
        return [.. await Task.WhenAll(tasks)];
    }

    /// <summary>The one place where probing, journaling and retrying come together around what talks to the destination.</summary>
    private ProbingPublisher Compose(IPublisher publisher) =>
        new(new JournalingPublisher(new RetryingPublisher(new SecondLookPublisher(new GuardingPublisher(publisher)), patience, clock), journal), journal, patience, clock);

    private static async Task<ConsignmentOutcome> DeliverAsync(
        ConsignmentRun run, Dictionary<string, ConsignmentRun> runs, DeliveryOrder order, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var need in run.Consignment.Needs.Where(runs.ContainsKey))
            {
                if (await runs[need].Outcome is not ConsignmentOutcome.Delivered)
                    return run.Finish(new ConsignmentOutcome.Blocked(run.Consignment, need));
            }

            if (run.Consignment.Announcement is not null)
            {
                // Told last of all, however the others end; nobody waits for it in turn.
                await Task.WhenAll(runs.Values.Where(other => other.Consignment.Announcement is null).Select(other => other.Outcome));
                return run.Finish(await run.PutAsync(cancellationToken) ?? await run.PointAsync(cancellationToken));
            }

            await Task.WhenAll(order.BeforePuts(run.Consignment).Select(id => runs[id].PutsEnded));
            var failure = await run.PutAsync(cancellationToken);
            await Task.WhenAll(order.BeforePoints(run.Consignment).Select(id => runs[id].PutsEnded));
            return run.Finish(failure ?? await run.PointAsync(cancellationToken));
        }
        catch (Exception stopped)
        {
            run.Abandon(stopped);
            throw;
        }
    }
}
