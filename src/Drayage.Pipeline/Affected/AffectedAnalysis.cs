using System.Collections.Immutable;
using Drayage.Model.Components;
using Drayage.Model.Detection;
using Drayage.Model.Planning;
using Drayage.Pipeline.Configuration;

namespace Drayage.Pipeline.Affected;

/// <summary>Finds the components and filters that changed files belong to. Pure.</summary>
public static class AffectedAnalysis
{
    /// <param name="settings">The configuration.</param>
    /// <param name="catalog">What was detected.</param>
    /// <param name="plan">Of all components.</param>
    /// <param name="changed">Repository-relative paths.</param>
    public static AffectedParts Of(ProjectSettings settings, Catalog catalog, Plan plan, ImmutableArray<string> changed)
    {
        var sources = new ComponentSources(settings, catalog, plan);
        var isMade = settings.Components.ToDictionary(component => component.Id, sources.Of);
        // What the configuration says decides how everything is built.
        var all = changed.Contains(ConfigurationFile.Name);
        var direct = settings.Components.Where(component => all || changed.Any(isMade[component.Id])).Select(component => component.Id).ToHashSet();
        ImmutableArray<ComponentId> components = [.. settings.Components.Where(component => sources.Closure(component).Overlaps(direct)).Select(component => component.Id)];
        var globs = settings.Filters.Select(filter => (Filter: filter, Glob: new FilterGlob(filter.Paths, filter.MatchesDotFiles))).ToArray();
        return new AffectedParts(
            [.. changed.Order(StringComparer.Ordinal)],
            components,
            [.. globs.Where(one => changed.Any(one.Glob.Matches) || one.Filter.Needs.Any(components.Contains)).Select(one => one.Filter.Id)],
            [.. changed.Where(path => path != ConfigurationFile.Name && !isMade.Values.Any(made => made(path)) && !globs.Any(one => one.Glob.Matches(path))).Order(StringComparer.Ordinal)]);
    }

    /// <summary>Everything, where nothing is known of what changed.</summary>
    public static AffectedParts All(ProjectSettings settings) =>
        new([], [.. settings.Components.Select(component => component.Id)], [.. settings.Filters.Select(filter => filter.Id)], []);
}
