using System.Collections.Immutable;
using Drayage.Model;
using Drayage.Model.Planning;
using Drayage.Pipeline.Configuration;
using Drayage.Pipeline.Publishing;

namespace Drayage.Pipeline.Planning;

/// <summary>Asks each destination's kind how the artifacts that go there become consignments.</summary>
internal static class ConsignmentPlanning
{
    /// <exception cref="ReleaseException">Two consignments would move the same name at the same address.</exception>
    public static ImmutableArray<PlannedConsignment> Of(
        PlanRequest request,
        IReadOnlyDictionary<string, IDestinationKind> kinds,
        ImmutableArray<ComponentDelivery> components,
        ImmutableArray<(string Tag, PackStep.Archive Archive)> contexts,
        ImmutableArray<PackStep.Checksums> checksums)
    {
        DestinationContext ContextOf(ImmutableArray<ComponentDelivery> delivered) => new()
        {
            Project = request.Settings,
            Source = request.Source,
            Tree = request.Tree,
            ChangelogOf = request.ChangelogOf,
            Components = delivered,
            Checksums = checksums.ToImmutableDictionary(c => c.Tag, c => c.Output.Text),
        };
        var takers = new Takers(request.Settings.Destinations, kinds);
        var tags = TagPlanning.Of(request.Settings, kinds, components, ContextOf);
        var tagIds = tags.ToImmutableDictionary(tag => tag.Key, tag => tag.Value.Id);
        var phases = new PhaseRoles(request.Settings.Destinations, kinds);
        var contextsByTag = contexts.GroupBy(c => c.Tag, StringComparer.Ordinal)
            .ToImmutableDictionary(tag => tag.Key, tag => tag.Select(c => c.Archive.Output.Text).ToImmutableArray(), StringComparer.Ordinal);
        ImmutableArray<PlannedConsignment> planned =
        [
            .. request.Settings.Destinations.Where(destination => !kinds[destination.Kind].Announces).SelectMany(destination => kinds[destination.Kind].Plan(
                destination,
                ContextOf([.. components.Where(c => takers.Takes(destination, c))]) with
                {
                    TagConsignments = tagIds,
                    Contexts = phases.OffersDownloads(destination.Id) ? contextsByTag : contextsByTag.Clear(),
                })
                .Select(consignment => consignment with { Phase = destination.Phase, OffersDownloads = phases.OffersDownloads(destination.Id) })),
        ];
        RefuseSharedNames(planned);
        ImmutableArray<PlannedConsignment> deliveries =
            [.. NotePlanning.WithInstall(planned, request.Settings, kinds, components, checksums), .. TagPlanning.AfterPublishing(tags.OrderBy(tag => tag.Key, StringComparer.Ordinal).Select(tag => tag.Value), planned)];
        return [.. deliveries, .. request.Settings.Destinations.Where(destination => kinds[destination.Kind].Announces).SelectMany(destination => kinds[destination.Kind].Plan(
            destination, ContextOf(AnnouncedBy(destination, request.Settings, components)) with { Deliveries = deliveries }))];
    }

    /// <summary>A destination that tells of releases tells of all, unless components ask for it by name.</summary>
    private static ImmutableArray<ComponentDelivery> AnnouncedBy(
        DestinationSettings destination, ProjectSettings settings, ImmutableArray<ComponentDelivery> components) =>
        settings.Components.Any(c => c.To.Contains(destination.Id)) ? [.. components.Where(c => c.Settings.To.Contains(destination.Id))] : components;

    private static void RefuseSharedNames(ImmutableArray<PlannedConsignment> planned)
    {
        // What is opened first, such as a release of a tag, is a place of its own; its points name nothing outside.
        var names = planned.Where(c => !c.HasOpen).SelectMany(c => c.Points.Select(point => (Name: $"{c.Address}:{point}", Consignment: c)));
        if (names.GroupBy(n => (n.Consignment.Kind, n.Consignment.Version, n.Name)).FirstOrDefault(g => g.Count() > 1) is not { } shared)
            return;
        throw new ReleaseException(
            ExitCode.Usage,
            $"two consignments would both be {shared.Key.Name}",
            string.Join(" and ", shared.Select(s => $"{s.Consignment.Id} ({string.Join(", ", s.Consignment.Artifacts)})")),
            "give one of the components another name there: 'image' for containers, 'repository' for charts");
    }
}
