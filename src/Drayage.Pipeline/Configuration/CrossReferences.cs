using System.Collections.Immutable;
using Drayage.Model;
using Drayage.Pipeline.Configuration.Reading;

namespace Drayage.Pipeline.Configuration;

/// <summary>Checks that the ids which components name are there.</summary>
internal static class CrossReferences
{
    /// <param name="destinations">The node below <c>destinations:</c>: an entry that is wrong in itself is there all the same.</param>
    /// <param name="components">The node below <c>components:</c>.</param>
    public static void Check(ProjectSettings settings, ConfigNode? destinations, ConfigNode? components, ConfigProblems problems)
    {
        var places = KeysOf(destinations);
        var ids = KeysOf(components);
        foreach (var component in settings.Components)
        {
            foreach (var unknown in component.To.Except(places))
                problems.Add($"component {component.Id} goes to '{unknown}', which is no destination", component.At, Hint(unknown, places, "destinations"));
            foreach (var unknown in component.Needs.Union(component.Own.Needs).Select(need => need.Text).Except(ids))
                problems.Add($"component {component.Id} needs '{unknown}', which is no component", component.At, Hint(unknown, ids, "components"));
        }
    }

    private static ImmutableArray<string> KeysOf(ConfigNode? node) => node is ConfigNode.Mapping mapping ? [.. mapping.Entries.Select(e => e.Key)] : [];

    private static string Hint(string unknown, ImmutableArray<string> known, string what) =>
        NearestName.Find(unknown, known) is { } near ? $"did you mean '{near}'?" : $"{what}: {string.Join(", ", known.DefaultIfEmpty("none"))}";
}
