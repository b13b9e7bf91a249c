using System.Collections.Immutable;
using Drayage.Model;
using Drayage.Model.Components;
using Drayage.Model.Delivery;
using Drayage.Model.Planning;
using Drayage.Model.Waybills;
using Drayage.Pipeline.Configuration;

namespace Drayage.Cli.Runs;

/// <summary>What <c>--only</c> and <c>--skip</c> name: components, destinations or consignments. Without <c>--only</c> it is up to the command.</summary>
internal sealed record Selection(ImmutableArray<string> Only, ImmutableArray<string> Skip)
{
    public static Selection ByDefault { get; } = new([], []);

    public bool IsEmpty => Only.IsEmpty && Skip.IsEmpty;

    /// <param name="waybill">The release.</param>
    /// <param name="byDefault">What is taken where <c>--only</c> names nothing.</param>
    /// <returns>In the waybill's order.</returns>
    /// <exception cref="ReleaseException">A name is none of the release's.</exception>
    public ImmutableArray<Consignment> Of(Waybill waybill, Func<Consignment, bool> byDefault)
    {
        var components = waybill.Artifacts.Where(a => a.Component is not null).ToLookup(a => a.Name.Text, a => a.Component!, StringComparer.Ordinal);
        var tags = waybill.Components.ToLookup(c => c.Tag, c => c.Id, StringComparer.Ordinal);
        RefuseUnknown([.. waybill.Components.Select(c => c.Id), .. waybill.Consignments.SelectMany(c => new[] { c.Destination, c.Id })]);
        return [.. waybill.Consignments.Where(c => Takes(c.Id, c.Destination, ComponentsOf(c), byDefault(c)))];

        // What carries nothing, such as a tag, belongs to those that have the tag.
        ImmutableArray<string> ComponentsOf(Consignment consignment) => PutsOf(consignment).Any()
            ? [.. PutsOf(consignment).SelectMany(name => components[name])]
            : [.. tags[consignment.Announcement?.Tag ?? consignment.Options.GetValueOrDefault("tag", "")]];
    }

    /// <inheritdoc cref="Of(Waybill, Func{Consignment, bool})"/>
    /// <param name="plan">The release before it is sealed.</param>
    public ImmutableArray<PlannedConsignment> Of(Plan plan, Func<PlannedConsignment, bool> byDefault)
    {
        RefuseUnknown([.. plan.Components.Select(c => c.Id.Text), .. plan.Consignments.SelectMany(c => new[] { c.Destination, c.Id })]);
        return [.. plan.Consignments.Where(c => Takes(c.Id, c.Destination, [.. c.Components.Select(id => id.Text)], byDefault(c)))];
    }

    private static IEnumerable<string> PutsOf(Consignment consignment) => consignment.Effects.OfType<Effect.Put>().Select(put => put.Name);

    private bool Takes(string consignment, string destination, ImmutableArray<string> components, bool byDefault)
    {
        // A component has consignments of both phases, and naming it does not change which of them are the command's.
        var isMeant = Only.IsEmpty ? byDefault : Only.Any(name => name == consignment || name == destination || (byDefault && components.Contains(name)));
        // What several components share is left out only when all of them are.
        return isMeant && !Skip.Contains(consignment) && !Skip.Contains(destination) && (components.IsEmpty || !components.All(Skip.Contains));
    }

    /// <summary>For commands that take components alone.</summary>
    /// <exception cref="ReleaseException">The project has no such component.</exception>
    public static void RefuseUnknown(ImmutableArray<ComponentId> only, ProjectSettings project) =>
        RefuseUnknown("--only", [.. only.Select(id => id.Text)], "component of the project", [.. project.Components.Select(component => component.Id.Text)]);

    private void RefuseUnknown(ImmutableArray<string> known)
    {
        foreach (var (option, names) in new[] { ("--only", Only), ("--skip", Skip) })
            RefuseUnknown(option, names, "component, destination or consignment of this release", known);
    }

    private static void RefuseUnknown(string option, ImmutableArray<string> names, string what, ImmutableArray<string> known)
    {
        var all = known.Distinct().Order(StringComparer.Ordinal).ToImmutableArray();
        if (names.FirstOrDefault(name => !all.Contains(name)) is not { } unknown)
            return;
        throw new ReleaseException(
            ExitCode.Usage,
            $"{option}: '{unknown}' is no {what}",
            $"there are {string.Join(", ", all.DefaultIfEmpty("none"))}",
            NearestName.Find(unknown, all) is { } near ? $"did you mean '{near}'?" : "take one of these names");
    }
}
