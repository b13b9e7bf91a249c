using System.Collections.Immutable;
using Drayage.Ecosystems.Python.Detection;
using Drayage.Ecosystems.Python.Distributions;
using Drayage.Formats.Toml;
using Drayage.Model;

namespace Drayage.Ecosystems.Python.Locking;

/// <summary>Dependency groups (PEP 735) with their inclusions followed, and <c>tool.uv.dev-dependencies</c> in the group <c>dev</c>.</summary>
internal static class UvGroups
{
    private const string Development = "dev";

    /// <returns>By normalised name.</returns>
    /// <exception cref="ReleaseException">A group is no array.</exception>
    public static ImmutableDictionary<string, ImmutableArray<TomlString>> Of(PyProject project)
    {
        var table = project.Root.GetTable("dependency-groups");
        var groups = (table?.Keys ?? []).ToDictionary(PythonName.Normalise, key => table!.GetArray(key)!, StringComparer.Ordinal);
        var older = project.Tool("uv")?.GetStrings("dev-dependencies") ?? [];
        var names = older.IsEmpty ? groups.Keys : groups.Keys.Append(Development).Distinct(StringComparer.Ordinal);
        return names.ToImmutableDictionary(
            name => name,
            name => Flat(groups, name, []).Concat(name == Development ? older : []).ToImmutableArray(),
            StringComparer.Ordinal);
    }

    private static IEnumerable<TomlString> Flat(Dictionary<string, TomlArray> groups, string name, ImmutableHashSet<string> above) =>
        above.Contains(name) || !groups.TryGetValue(name, out var group)
            ? []
            : group.Items.SelectMany(item => item switch
            {
                TomlString requirement => [requirement],
                TomlTable table when table.GetString("include-group") is { } other => Flat(groups, PythonName.Normalise(other.Value), above.Add(name)),
                _ => [],
            });
}
