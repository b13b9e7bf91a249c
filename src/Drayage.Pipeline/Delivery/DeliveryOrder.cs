using System.Collections.Immutable;
using Drayage.Model.Delivery;

namespace Drayage.Pipeline.Delivery;

/// <summary>
/// Which consignments wait for the puts of which. Needs come first and cannot be bent; the order of invariant 3 is laid between
/// them as far as no consignment would then wait for itself: first within each destination, then between consignments that are
/// equally far from the start.
/// </summary>
internal sealed class DeliveryOrder
{
    private readonly ImmutableArray<Consignment> consignments;
    private readonly Dictionary<string, Consignment> byId;
    private readonly Dictionary<Moment, List<Moment>> waits = [];

    public DeliveryOrder(ImmutableArray<Consignment> consignments, Func<Consignment, bool> isReversible)
    {
        this.consignments = consignments;
        byId = consignments.ToDictionary(c => c.Id, StringComparer.Ordinal);
        foreach (var consignment in consignments)
        {
            waits[Points(consignment)] = [Puts(consignment)];
            waits[Puts(consignment)] = [.. NeedsOf(consignment).Select(Points)];
        }

        LayPutsBeforePoints((one, other) => one.Destination == other.Destination);
        LayPutsBeforePoints((one, other) => LevelOf(one) == LevelOf(other));
        foreach (var (first, second) in Pairs((one, other) => isReversible(one) && !isReversible(other) && LevelOf(one) == LevelOf(other)))
            Lay(Puts(first), Puts(second));
    }

    /// <summary>Ids of the consignments whose puts end before this one's begin.</summary>
    public IEnumerable<string> BeforePuts(Consignment consignment) => PutsThatEndBefore(Puts(consignment));

    /// <summary>Ids of the other consignments whose puts end before this one's points begin.</summary>
    public IEnumerable<string> BeforePoints(Consignment consignment) =>
        PutsThatEndBefore(Points(consignment)).Where(id => id != consignment.Id);

    private IEnumerable<string> PutsThatEndBefore(Moment moment) => waits[moment].Where(m => !m.IsPoints).Select(m => m.Consignment);

    private void LayPutsBeforePoints(Func<Consignment, Consignment, bool> applies)
    {
        foreach (var (first, second) in Pairs(applies))
            Lay(Puts(first), Points(second));
    }

    private IEnumerable<(Consignment First, Consignment Second)> Pairs(Func<Consignment, Consignment, bool> applies) =>
        from first in consignments
        from second in consignments
        where first.Id != second.Id && applies(first, second)
        select (first, second);

    private void Lay(Moment first, Moment second)
    {
        if (!waits[second].Contains(first) && !WaitsFor(first, second, []))
            waits[second].Add(first);
    }

    private bool WaitsFor(Moment later, Moment earlier, HashSet<Moment> seen) =>
        waits[later].Any(before => before == earlier || (seen.Add(before) && WaitsFor(before, earlier, seen)));

    /// <summary>0 without needs, else one more than the deepest need.</summary>
    private int LevelOf(Consignment consignment) => NeedsOf(consignment).Select(need => LevelOf(need) + 1).DefaultIfEmpty(0).Max();

    private IEnumerable<Consignment> NeedsOf(Consignment consignment) => consignment.Needs.Where(byId.ContainsKey).Select(need => byId[need]);

    private static Moment Puts(Consignment consignment) => new(consignment.Id, IsPoints: false);

    private static Moment Points(Consignment consignment) => new(consignment.Id, IsPoints: true);

    private sealed record Moment(string Consignment, bool IsPoints);
}
