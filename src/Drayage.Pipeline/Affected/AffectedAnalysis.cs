using System.Collections.Immutable;
using Drayage.Model.Components;
using Drayage.Model.Detection;
using Drayage.Model.Planning;
using Drayage.Pipeline.Configuration;
using Drayage.Pipeline.Detection;

namespace Drayage.Pipeline.Affected;

/// <summary>Finds the components and filters that changed files belong to. Pure.</summary>
public static class AffectedAnalysis
{
    /// <param name="settings">The configuration.</param>
    /// <param name="catalog">What was detected.</param>
    /// <param name="plan">Of all components.</param>
    /// <param name="tree">What the repository holds after the changes.</param>
    /// <param name="changed">Repository-relative paths.</param>
    public static AffectedParts Of(ProjectSettings settings, Catalog catalog, Plan plan, SourceTree tree, ImmutableArray<string> changed)
    {
        var sources = new ComponentSources(settings, catalog, plan);
        var places = settings.Components.ToDictionary(component => component.Id, sources.Of);
        // A settings file that is gone is in no build step any more, but the builds around it were made with it.
        var gone = changed.Where(path => !tree.Contains(path) && !places.Values.Any(made => made.Cover(path))).ToHashSet(StringComparer.Ordinal);
        bool IsMade(SourcePlaces made, string path) => made.Cover(path) || (gone.Contains(path) && made.ReachInto(HomeOf(path)));

        // What the configuration says decides how everything is built.
        var all = changed.Contains(ConfigurationFile.Name);
        var direct = settings.Components.Where(component => all || changed.Any(path => IsMade(places[component.Id], path))).Select(component => component.Id).ToHashSet();
        ImmutableArray<ComponentId> components = [.. settings.Components.Where(component => sources.Closure(component).Overlaps(direct)).Select(component => component.Id)];
        var globs = settings.Filters.Select(filter => (Filter: filter, Glob: new FilterGlob(filter.Paths, filter.MatchesDotFiles))).ToArray();
        return new AffectedParts(
            [.. changed.Order(StringComparer.Ordinal)],
            components,
            [.. globs.Where(one => changed.Any(one.Glob.Matches) || one.Filter.Needs.Any(components.Contains)).Select(one => one.Filter.Id)],
            [.. changed.Where(path => path != ConfigurationFile.Name && !places.Values.Any(made => IsMade(made, path)) && !globs.Any(one => one.Glob.Matches(path))).Order(StringComparer.Ordinal)]);
    }

    /// <summary>The directory that a settings file is for: <c>.cargo/config.toml</c> is for the one around <c>.cargo</c>.</summary>
    private static string HomeOf(string path)
    {
        var directory = SourceTree.DirectoryOf(path);
        return directory[(directory.LastIndexOf('/') + 1)..].StartsWith('.') ? SourceTree.DirectoryOf(directory) : directory;
    }

    /// <summary>Everything, where nothing is known of what changed.</summary>
    public static AffectedParts All(ProjectSettings settings) =>
        new([], [.. settings.Components.Select(component => component.Id)], [.. settings.Filters.Select(filter => filter.Id)], []);
}
