using System.Collections.Immutable;
using Drayage.Model.Delivery;
using Drayage.Pipeline.Delivery;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Drayage.Tests.Pipeline.Delivery;

public sealed class DeliveryOrderTests
{
    private static readonly string[] Destinations = ["drafts", "files", "images", "index"];

    /// <summary>Whatever needs what, nothing waits for itself: played through, every consignment comes to its end.</summary>
    [Fact]
    public void No_order_waits_for_itself() => Prop.ForAll(Graphs(), consignments =>
    {
        var order = new DeliveryOrder(consignments, c => c.Destination == "drafts");
        var (put, pointed) = (new HashSet<string>(), new HashSet<string>());
        for (var moved = true; moved;)
        {
            moved = false;
            foreach (var consignment in consignments)
            {
                if (consignment.Needs.All(pointed.Contains) && order.BeforePuts(consignment).SelectMany(g => g.Members).All(put.Contains))
                    moved |= put.Add(consignment.Id);
                if (put.Contains(consignment.Id) && order.BeforePoints(consignment).SelectMany(g => g.Members).All(put.Contains))
                    moved |= pointed.Add(consignment.Id);
            }
        }

        return pointed.Count == consignments.Length;
    }).QuickCheckThrowOnFailure();

    /// <summary>Where neither needs the other, puts to a destination end before its points begin.</summary>
    [Fact]
    public void Puts_come_before_points_wherever_no_need_forbids_it() => Prop.ForAll(Graphs(), consignments =>
    {
        var order = new DeliveryOrder(consignments, c => c.Destination == "drafts");
        return consignments.All(second => consignments.All(first =>
            first.Destination != second.Destination || first.Needs.Length > 0 || second.Needs.Length > 0
            || order.BeforePoints(second).Any(group => group.Members.Contains(first.Id))));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Thousands_that_are_alike_are_one_group_a_destination()
    {
        ImmutableArray<Consignment> consignments = [.. Enumerable.Range(0, 12_000).Select(number => Of(number, Destinations[number % 4], []))];

        var order = new DeliveryOrder(consignments, c => c.Destination == "drafts");

        Assert.Equal(4, order.Groups.Length);
        Assert.Equal(["drafts"], order.BeforePuts(consignments[1]).Select(group => group.Destination));
        Assert.Equal(Destinations, order.BeforePoints(consignments[1]).Select(group => group.Destination).Order(StringComparer.Ordinal));
    }

    private static Arbitrary<ImmutableArray<Consignment>> Graphs() =>
        (from count in Gen.Choose(1, 12)
         from seed in Gen.Choose(0, int.MaxValue - 1)
         select Graph(count, new Random(seed))).ToArbitrary();

    private static ImmutableArray<Consignment> Graph(int count, Random random) =>
    [
        .. Enumerable.Range(0, count).Select(number => Of(
            number,
            Destinations[random.Next(Destinations.Length)],
            [.. Enumerable.Range(0, number).Where(_ => random.Next(4) == 0).Select(need => $"c{need}")])),
    ];

    private static Consignment Of(int number, string destination, ImmutableArray<string> needs) => new()
    {
        Id = $"c{number}",
        Destination = destination,
        Kind = "memory",
        Address = "nowhere",
        Version = "1.0.0",
        Effects = [],
        Needs = needs,
    };
}
