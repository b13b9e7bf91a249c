using System.Collections.Immutable;
using Drayage.Model.Delivery;

namespace Drayage.Pipeline.Delivery;

/// <summary>
/// Which consignments wait for the puts of which. Needs come first and cannot be bent; the order of invariant 3 is laid between
/// them as far as no consignment would then wait for itself: first within each destination, then between consignments that are
/// equally far from the start. Consignments that are alike in this are one group, so that thousands of them cost no more than one.
/// </summary>
internal sealed class DeliveryOrder
{
    private readonly Dictionary<string, Consignment> byId;
    private readonly Dictionary<string, int> levels = new(StringComparer.Ordinal);
    private readonly ILookup<string, string> dependents;
    private readonly Dictionary<string, ConsignmentGroup> groupOf = new(StringComparer.Ordinal);
    private readonly WaitingMoments moments;

    public DeliveryOrder(ImmutableArray<Consignment> consignments, Func<Consignment, bool> isReversible)
    {
        byId = consignments.ToDictionary(c => c.Id, StringComparer.Ordinal);
        dependents = consignments.SelectMany(c => NeedsOf(c).Select(need => (need.Id, Dependent: c.Id))).ToLookup(pair => pair.Id, pair => pair.Dependent, StringComparer.Ordinal);
        Groups = Group(consignments, isReversible);
        foreach (var group in Groups)
        {
            foreach (var member in group.Members)
                groupOf[member] = group;
        }

        moments = new WaitingMoments(Groups.Length);
        foreach (var group in Groups.OrderBy(g => g.Level))
            moments.Begin(group.Number, NeedsOf(byId[group.Members[0]]).Select(need => groupOf[need.Id].Number));
        foreach (var (first, second) in Pairs((one, other) => one.Destination == other.Destination))
            moments.LayPutsBeforePoints(first.Number, second.Number);
        foreach (var (first, second) in Pairs((one, other) => one.Level == other.Level))
            moments.LayPutsBeforePoints(first.Number, second.Number);
        foreach (var (first, second) in Pairs((one, other) => one.IsReversible && !other.IsReversible && one.Level == other.Level))
            moments.LayPutsBeforePuts(first.Number, second.Number);
    }

    public ImmutableArray<ConsignmentGroup> Groups { get; }

    /// <summary>Groups whose puts end before this consignment's begin.</summary>
    public IEnumerable<ConsignmentGroup> BeforePuts(Consignment consignment) => moments.BeforePuts(groupOf[consignment.Id].Number).Select(number => Groups[number]);

    /// <summary>Groups, its own among them, whose puts end before this consignment's points begin.</summary>
    public IEnumerable<ConsignmentGroup> BeforePoints(Consignment consignment) => moments.BeforePoints(groupOf[consignment.Id].Number).Select(number => Groups[number]);

    private ImmutableArray<ConsignmentGroup> Group(ImmutableArray<Consignment> consignments, Func<Consignment, bool> isReversible) =>
    [
        .. consignments
            .GroupBy(c => (c.Destination, Needs: string.Join('\n', NeedsOf(c).Select(need => need.Id)), Dependents: string.Join('\n', dependents[c.Id])))
            .Select((alike, number) => new ConsignmentGroup(
                number, alike.Key.Destination, LevelOf(alike.First()), isReversible(alike.First()), [.. alike.Select(c => c.Id)])),
    ];

    private IEnumerable<(ConsignmentGroup First, ConsignmentGroup Second)> Pairs(Func<ConsignmentGroup, ConsignmentGroup, bool> applies) =>
        from first in Groups
        from second in Groups
        where first.Number != second.Number && applies(first, second)
        select (first, second);

    /// <summary>0 without needs, else one more than the deepest need.</summary>
    private int LevelOf(Consignment consignment)
    {
        if (!levels.TryGetValue(consignment.Id, out var level))
            levels[consignment.Id] = level = NeedsOf(consignment).Select(need => LevelOf(need) + 1).DefaultIfEmpty(0).Max();
        return level;
    }

    private IEnumerable<Consignment> NeedsOf(Consignment consignment) => consignment.Needs.Where(byId.ContainsKey).Select(need => byId[need]);
}

/// <summary>Consignments of one destination with the same needs, which the same others need.</summary>
/// <param name="Number">Its place among the groups.</param>
/// <param name="Level">How far from the start: 0 without needs.</param>
/// <param name="Members">Ids.</param>
internal sealed record ConsignmentGroup(int Number, string Destination, int Level, bool IsReversible, ImmutableArray<string> Members);
