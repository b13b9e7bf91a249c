using System.Collections.Immutable;
using Drayage.Pipeline.Publishing;

namespace Drayage.Pipeline.Retention;

/// <summary>Carries a plan out. A failure ends nothing but what depends on it: what a version that stayed needs, stays too.</summary>
public static class RetentionRun
{
    public static async Task<ImmutableArray<RemovalOutcome>> RunAsync(IVersionStore store, RetentionPlan plan, CancellationToken cancellationToken)
    {
        if (plan.Removals.IsEmpty)
            return [];
        await store.NoteAsync(NamesOf(plan.Removals), cancellationToken);
        var outcomes = ImmutableArray.CreateBuilder<RemovalOutcome>();
        var spared = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var removal in plan.Removals)
        {
            var outcome = removal is Removal.OfVersion && spared.TryGetValue(removal.Version.Name, out var reason)
                ? new RemovalOutcome(removal, reason, Failure: null)
                : await RemoveAsync(store, removal, cancellationToken);
            outcomes.Add(outcome);
            if (removal is not Removal.OfVersion || outcome.IsRemoved)
                continue;
            foreach (var child in removal.Version.Children)
                spared.TryAdd(child, $"a part of {removal.Version.Name}, which is still there");
            foreach (var attached in plan.Removals.Where(other => other.Version.AttachedTo == removal.Version.Name))
                spared.TryAdd(attached.Version.Name, $"attached to {removal.Version.Name}, which is still there");
        }

        await store.NoteAsync(NamesOf(outcomes.Where(outcome => !outcome.IsRemoved).Select(outcome => outcome.Removal)), cancellationToken);
        return outcomes.ToImmutable();
    }

    private static ImmutableArray<string> NamesOf(IEnumerable<Removal> removals) => [.. removals.OfType<Removal.OfVersion>().Select(removal => removal.Version.Name)];

    private static async Task<RemovalOutcome> RemoveAsync(IVersionStore store, Removal removal, CancellationToken cancellationToken)
    {
        try
        {
            return new RemovalOutcome(removal, await store.RemoveAsync(removal, cancellationToken), Failure: null);
        }
        catch (DeliveryException failed)
        {
            return new RemovalOutcome(removal, Stayed: null, failed);
        }
    }
}

/// <summary>What came of one removal.</summary>
/// <param name="Stayed">Why it stayed after all; null otherwise.</param>
/// <param name="Failure">Why the store did not do it; null otherwise.</param>
public sealed record RemovalOutcome(Removal Removal, string? Stayed, DeliveryException? Failure)
{
    public bool IsRemoved => Stayed is null && Failure is null;
}
