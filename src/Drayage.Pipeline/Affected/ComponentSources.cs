using System.Collections.Immutable;
using Drayage.Model.Components;
using Drayage.Model.Detection;
using Drayage.Model.Planning;
using Drayage.Pipeline.Configuration;
using Drayage.Pipeline.Detection;

namespace Drayage.Pipeline.Affected;

/// <summary>
/// The files and directories that a component is made of: what its build steps and packs read, the directories of its package and of the
/// packages of the repository that this one depends on, and what its gate names.
/// </summary>
internal sealed class ComponentSources(ProjectSettings settings, Catalog catalog, Plan plan)
{
    public SourcePlaces Of(ComponentSettings component) => new([.. Places(component)], component.Gate.IsEmpty ? null : new PathGlob(component.Gate));

    private IEnumerable<string> Places(ComponentSettings component) =>
    [
        .. plan.Builds.Where(step => step.Component == component.Id).SelectMany(step => step.Inputs),
        .. plan.Packs.Where(pack => pack.Component == component.Id).SelectMany(Packed),
        .. Packages(component).Select(package => package.Directory).Where(directory => directory.Length > 0),
    ];

    private static IEnumerable<string> Packed(PackStep pack)
    {
        var sources = pack switch
        {
            PackStep.Archive archive => archive.Files.Select(file => file.Source),
            PackStep.Image image => image.Platforms.SelectMany(platform => platform.Files).Select(file => file.Source),
            PackStep.OciArtifact artifact => artifact.Layers.Select(layer => layer.Source),
            _ => [],
        };
        return sources.OfType<PackSource.RepositoryFile>().Select(file => file.Path);
    }

    /// <summary>The component's package and all that it depends on, whatever for: tests of a package break with what only they use.</summary>
    private HashSet<Package> Packages(ComponentSettings component)
    {
        var name = plan.Components.FirstOrDefault(planned => planned.Id == component.Id)?.Package;
        var found = new HashSet<Package>();
        var open = new Stack<Package>(catalog.Packages.Where(package => package.Ecosystem == component.Ecosystem && package.Name == name));
        while (open.TryPop(out var package))
        {
            if (!found.Add(package))
                continue;
            foreach (var next in catalog.Packages.Where(other =>
                package.Carries.Contains(other.Manifest) || (other.Ecosystem == package.Ecosystem && package.Dependencies.Any(dependency => dependency.Name == other.Name))))
            {
                open.Push(next);
            }
        }

        return found;
    }

    /// <summary>The component and what it needs, directly or not.</summary>
    public ImmutableHashSet<ComponentId> Closure(ComponentSettings component)
    {
        var byId = settings.Components.ToDictionary(other => other.Id);
        var found = ImmutableHashSet.CreateBuilder<ComponentId>();
        var open = new Stack<ComponentId>([component.Id]);
        while (open.TryPop(out var id))
        {
            if (found.Add(id))
                byId[id].Needs.Union(byId[id].Own.Needs).ToList().ForEach(open.Push);
        }

        return found.ToImmutable();
    }
}
