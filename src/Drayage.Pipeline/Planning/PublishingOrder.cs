using System.Collections.Immutable;
using Drayage.Model.Components;

namespace Drayage.Pipeline.Planning;

/// <summary>Which components' packages must be there before a package can be installed, as the manifests of one repository say.</summary>
internal static class PublishingOrder
{
    /// <summary>
    /// Component → those whose packages its own package depends on. Packages that depend on each other in a circle, as npm allows, cannot
    /// all come last: a circle is cut where it closes, seen from the component that stands first.
    /// </summary>
    public static ImmutableDictionary<ComponentId, ImmutableArray<ComponentId>> Of(ImmutableArray<VersionedComponent> components)
    {
        var after = components.ToDictionary(c => c.Resolved.Settings.Id, c => DependenciesOf(c, components));
        var order = ImmutableDictionary.CreateBuilder<ComponentId, ImmutableArray<ComponentId>>();
        var path = new HashSet<ComponentId>();
        foreach (var component in after.Keys)
            Visit(component);
        return order.ToImmutable();

        void Visit(ComponentId component)
        {
            if (order.ContainsKey(component))
                return;
            path.Add(component);
            var kept = after[component].Where(dependency => !path.Contains(dependency)).ToImmutableArray();
            foreach (var dependency in kept)
                Visit(dependency);
            path.Remove(component);
            order[component] = kept;
        }
    }

    private static ImmutableArray<ComponentId> DependenciesOf(VersionedComponent component, ImmutableArray<VersionedComponent> components) =>
        component.Resolved.Package is not { } package
            ? []
            :
            [
                .. package.Dependencies.Where(dependency => dependency.OrdersPublishing)
                    .SelectMany(dependency => components.Where(other => other.Resolved.Package is { } named
                        && named.Ecosystem == package.Ecosystem && named.Name == dependency.Name && named.Directory != package.Directory))
                    .Select(other => other.Resolved.Settings.Id)
                    .Distinct(),
            ];
}
