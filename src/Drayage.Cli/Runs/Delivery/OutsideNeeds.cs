using System.Collections.Immutable;
using Drayage.Model.Delivery;
using Drayage.Model.Waybills;
using Drayage.Pipeline.Delivery;
using Drayage.Pipeline.Publishing;

namespace Drayage.Cli.Runs.Delivery;

/// <summary>
/// Consignments that chosen ones need and that are not chosen themselves: another run delivered them, as this run's journal says or
/// else as their destination shows.
/// </summary>
internal sealed class OutsideNeeds
{
    private readonly ImmutableArray<Consignment> chosen;

    /// <param name="waybill">The release.</param>
    /// <param name="chosen">What is to be delivered.</param>
    public OutsideNeeds(Waybill waybill, ImmutableArray<Consignment> chosen)
    {
        this.chosen = chosen;
        var ids = chosen.Select(c => c.Id).ToHashSet(StringComparer.Ordinal);
        var needs = chosen.SelectMany(c => c.Needs).Where(need => !ids.Contains(need)).ToHashSet(StringComparer.Ordinal);
        All = [.. waybill.Consignments.Where(c => needs.Contains(c.Id))];
    }

    public ImmutableArray<Consignment> All { get; }

    /// <returns>For each chosen consignment that cannot go, the id of what it lacks.</returns>
    public async Task<ImmutableDictionary<string, string>> MissingAsync(DeliveryEngine engine, CancellationToken cancellationToken)
    {
        var found = await Task.WhenAll(All.Select(async need => (need.Id, IsThere: await IsThereAsync(engine, need, cancellationToken))));
        var absent = found.Where(need => !need.IsThere).Select(need => need.Id).ToHashSet(StringComparer.Ordinal);

        var missing = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        // What needs a consignment that cannot go cannot go either.
        while (chosen.FirstOrDefault(c => !missing.ContainsKey(c.Id) && c.Needs.Any(Lacks)) is { } next)
            missing[next.Id] = next.Needs.First(Lacks);
        return missing.ToImmutable();

        bool Lacks(string need) => absent.Contains(need) || missing.ContainsKey(need);
    }

    private static async Task<bool> IsThereAsync(DeliveryEngine engine, Consignment need, CancellationToken cancellationToken)
    {
        try
        {
            return await engine.StandsAsync(need, cancellationToken);
        }
        catch (DeliveryException)
        {
            return false;
        }
    }
}
