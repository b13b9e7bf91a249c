using System.Collections.Immutable;
using Drayage.Model;
using Drayage.Model.Delivery;
using Drayage.Model.Waybills;
using Drayage.Pipeline.Journaling;
using Drayage.Pipeline.Publishing;

namespace Drayage.Cli.Runs;

/// <summary>
/// Consignments that chosen ones need and that are not chosen themselves: another run delivered them, as this run's journal says or
/// else as their destination shows.
/// </summary>
internal sealed class OutsideNeeds
{
    private readonly ImmutableArray<Consignment> chosen;
    private readonly JournalState state;

    /// <param name="waybill">The release.</param>
    /// <param name="state">What the journal says.</param>
    /// <param name="chosen">What is to be delivered.</param>
    public OutsideNeeds(Waybill waybill, JournalState state, ImmutableArray<Consignment> chosen)
    {
        this.chosen = chosen;
        this.state = state;
        var ids = chosen.Select(c => c.Id).ToHashSet(StringComparer.Ordinal);
        var needs = chosen.SelectMany(c => c.Needs).Where(need => !ids.Contains(need)).ToHashSet(StringComparer.Ordinal);
        All = [.. waybill.Consignments.Where(c => needs.Contains(c.Id))];
    }

    public ImmutableArray<Consignment> All { get; }

    /// <returns>For each chosen consignment that cannot go, the id of what it lacks.</returns>
    public async Task<ImmutableDictionary<string, string>> MissingAsync(
        IReadOnlyDictionary<string, IPublisher> publishers, IContentSource content, CancellationToken cancellationToken)
    {
        var absent = new HashSet<string>(StringComparer.Ordinal);
        foreach (var need in All)
        {
            if (!await IsThereAsync(need, publishers[need.Destination], content, cancellationToken))
                absent.Add(need.Id);
        }

        var missing = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        // What needs a consignment that cannot go cannot go either.
        while (chosen.FirstOrDefault(c => !missing.ContainsKey(c.Id) && c.Needs.Any(Lacks)) is { } next)
            missing[next.Id] = next.Needs.First(Lacks);
        return missing.ToImmutable();

        bool Lacks(string need) => absent.Contains(need) || missing.ContainsKey(need);
    }

    private async Task<bool> IsThereAsync(Consignment need, IPublisher publisher, IContentSource content, CancellationToken cancellationToken)
    {
        if (need.Effects.All(effect => state.StatusOf(need.Id, effect.Key) is EffectStatus.Delivered))
            return true;
        // Names move last: where one stands, everything below it is put.
        var points = need.Effects.OfType<Effect.Point>().ToArray();
        foreach (var effect in points.Length > 0 ? points : need.Effects.OfType<Effect.Put>().ToArray<Effect>())
        {
            if (!await IsThereAsync(need, effect, publisher, content, cancellationToken))
                return false;
        }

        return true;
    }

    private static async Task<bool> IsThereAsync(Consignment need, Effect effect, IPublisher publisher, IContentSource content, CancellationToken cancellationToken)
    {
        try
        {
            return await publisher.ProbeAsync(need, effect, content, cancellationToken) is Probe.Same or Probe.Different { MayMove: true };
        }
        catch (Exception failed) when (failed is DeliveryException or ReleaseException)
        {
            return false;
        }
    }
}
