using System.Collections.Immutable;
using Drayage.Pipeline.Publishing;
using Drayage.Pipeline.Retention;

namespace Drayage.Cli.Runs.Pruning;

/// <summary>A store, what the rules make of it, and what was done.</summary>
/// <param name="Name">As people name it.</param>
/// <param name="Plan">Null where it could not be asked.</param>
/// <param name="Outcomes">Null where nothing was to be done yet.</param>
/// <param name="Failure">Why it could not be asked.</param>
internal sealed record PrunedStore(string Name, RetentionPlan? Plan, ImmutableArray<RemovalOutcome>? Outcomes, DeliveryException? Failure)
{
    public IEnumerable<DeliveryException> Failures => (Outcomes ?? []).Select(outcome => outcome.Failure).Append(Failure).OfType<DeliveryException>();

    /// <summary>Plans for a store, and carries the plan out where that is wanted.</summary>
    public static async Task<PrunedStore> RunAsync(PruneTarget target, RetentionRules rules, bool acts, TimeProvider clock, CancellationToken cancellationToken)
    {
        var store = target.Store;
        try
        {
            var plan = RetentionPlan.Of(await store.ListAsync(cancellationToken), target.Narrow(rules), clock.GetUtcNow());
            return new PrunedStore(store.Name, plan, acts ? await RetentionRun.RunAsync(store, plan, cancellationToken) : null, Failure: null);
        }
        catch (DeliveryException failed)
        {
            return new PrunedStore(store.Name, Plan: null, Outcomes: null, failed);
        }
    }
}
