using System.Collections.Immutable;
using Drayage.Model;
using Drayage.Model.Components;
using Drayage.Model.Planning;
using Drayage.Pipeline.Building;
using Drayage.Pipeline.Composition;
using Drayage.Pipeline.Publishing;

namespace Drayage.Pipeline.Planning;

/// <summary>Computes the whole graph of a release. Pure but for reading files of the repository; nothing runs.</summary>
public sealed class Planner(IReadOnlyDictionary<string, IEcosystem> ecosystems, IReadOnlyDictionary<string, IDestinationKind> destinations)
{
    /// <exception cref="ReleaseException">The configuration asks for what the repository does not have, or contradicts itself.</exception>
    public Plan Plan(PlanRequest request)
    {
        var sorted = ComponentOrder.Select(ComponentOrder.Sort(request.Settings.Components), request.Only);
        var chosen = request with { Settings = request.Settings with { Components = sorted } };
        var history = new TagHistory(request);
        var resolved = new ComponentResolution(chosen, ecosystems).Resolve();
        var versioned = new VersionLines(chosen, history).Resolve(resolved);
        var states = new ComponentStates(chosen, history);
        states.RefuseForeignTag(versioned);
        var components = versioned.Select(v => Component(v, states.Of(v))).ToImmutableArray();
        return Compose(chosen, history, versioned, components);
    }

    private Plan Compose(
        PlanRequest request, TagHistory history, ImmutableArray<VersionedComponent> versioned, ImmutableArray<PlannedComponent> components)
    {
        var active = Active(components);
        var steps = Steps(request, versioned, active);
        var order = PublishingOrder.Of(versioned);
        var deliveries = new List<ComponentDelivery>();
        foreach (var (component, planned) in versioned.Zip(components).Where(pair => active.Contains(pair.Second.Id)))
        {
            var own = ArtifactPlanning.Of(planned, steps[planned.Id]);
            var released = history.Releases(TagHistory.LineOf(component.Resolved.Settings)).Select(r => r.Version);
            deliveries.Add(new ComponentDelivery(component.Resolved.Settings, planned, component.Version, own, [.. released]) { Package = component.Resolved.Package, Follows = order[planned.Id] });
        }

        var takers = new Takers(request.Settings.Destinations, destinations);
        ImmutableArray<ComponentDelivery> delivered = [.. deliveries.Where(takers.AnyTakes)];
        var contexts = ContextPlanning.Of([.. delivered.Where(d => d.Component.State is ComponentState.ToRelease)], [.. steps.Values], new PhaseRoles(request.Settings.Destinations, destinations));
        var checksums = ChecksumPlanning.Of(
            delivered, contexts, request.Settings.Destinations.Where(d => destinations[d.Kind].OffersDownloads).Select(d => d.Id).ToHashSet(StringComparer.Ordinal));
        ImmutableArray<PlannedArtifact> artifacts =
        [
            .. deliveries.SelectMany(d => d.Artifacts),
            .. contexts.Select(context => ContextPlanning.ArtifactOf(context.Archive)),
            .. checksums.Select(ChecksumPlanning.ArtifactOf),
        ];
        ArtifactPlanning.RefuseDuplicates(artifacts);
        return PhasePlanning.WithNeeds(new Plan
        {
            Project = request.Settings.Project,
            Source = request.Source,
            Components = components,
            Builds = [.. steps.Values.SelectMany(s => s.Builds)],
            Packs = [.. steps.Values.SelectMany(s => s.Packs), .. contexts.Select(context => context.Archive), .. checksums],
            Artifacts = artifacts,
            Consignments = ConsignmentPlanning.Of(request, destinations, delivered, contexts, checksums),
        });
    }

    /// <summary>Components that are built: those to release, those that cannot be tagged (they are built all the same), and what either needs.</summary>
    private static HashSet<ComponentId> Active(ImmutableArray<PlannedComponent> components)
    {
        var active = new HashSet<ComponentId>();
        foreach (var component in components.Reverse())
        {
            if (active.Contains(component.Id) || component.State is ComponentState.ToRelease or ComponentState.NotTaggable)
                active.UnionWith([component.Id, .. component.Needs]);
        }

        return active;
    }

    private static Dictionary<ComponentId, ComponentSteps> Steps(
        PlanRequest request, ImmutableArray<VersionedComponent> versioned, HashSet<ComponentId> active)
    {
        var planned = new Dictionary<ComponentId, ComponentSteps>();
        foreach (var component in versioned.Where(v => active.Contains(v.Resolved.Settings.Id)))
        {
            var context = new ComponentContext
            {
                Project = request.Settings,
                Settings = component.Resolved.Settings,
                Package = component.Resolved.Package,
                Catalog = request.Catalog,
                Version = component.Version,
                NativeVersion = component.NativeVersion,
                Source = request.Source,
                Tree = request.Tree,
                Planned = planned,
            };
            var steps = component.Resolved.Ecosystem.Builder!.Plan(context);
            planned.Add(component.Resolved.Settings.Id, steps with { Packs = [.. steps.Packs, .. ArchivePlanning.Of(context, steps)] });
        }

        return planned;
    }

    private static PlannedComponent Component(VersionedComponent component, (string Tag, ComponentState State) release) => new()
    {
        Id = component.Resolved.Settings.Id,
        Ecosystem = component.Resolved.Settings.Ecosystem,
        Path = component.Resolved.Settings.Path,
        Package = component.Resolved.Package?.Name ?? component.Resolved.Id,
        Version = component.Version.Text,
        Channel = component.Version.Channel,
        NativeVersion = component.NativeVersion,
        Tag = release.Tag,
        State = release.State,
        Needs = [.. ComponentOrder.NeedsOf(component.Resolved.Settings)],
    };
}
