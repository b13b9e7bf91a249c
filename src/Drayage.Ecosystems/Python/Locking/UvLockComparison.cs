using Drayage.Ecosystems.Python.Detection;
using Drayage.Ecosystems.Python.Distributions;
using Drayage.Formats.Toml;
using Drayage.Model;
using Drayage.Pipeline.Locking;

namespace Drayage.Ecosystems.Python.Locking;

/// <summary>One project against its entry of <c>uv.lock</c>: requirements, extras and groups. Markers are not compared, uv simplifies them.</summary>
internal sealed class UvLockComparison(PyProject project, TomlTable entry, string name)
{
    private readonly string own = PythonName.Normalise(name);
    private readonly HashSet<string> sources =
        [.. ((project.Tool("uv")?.Find("sources") as TomlTable)?.Keys ?? []).Select(PythonName.Normalise)];

    /// <exception cref="ReleaseException">The manifest or the lock file has values of the wrong kind.</exception>
    public IEnumerable<LockDifference> Differences()
    {
        var metadata = entry.GetTable("metadata");
        // The first versions of uv repeated nothing.
        if (metadata is null && (entry.Contains("dependencies") || entry.Contains("optional-dependencies") || entry.Contains("dev-dependencies")))
            return [];
        var stated = project.IsDynamic("dependencies") || project.IsDynamic("optional-dependencies")
            ? []
            : Requirements(metadata).Concat(Extras(metadata));
        return stated.Concat(Groups(metadata));
    }

    private IEnumerable<LockDifference> Requirements(TomlTable? metadata)
    {
        var optional = project.Project!.GetTable("optional-dependencies");
        var required = project.Project.GetStrings("dependencies").Concat((optional?.Entries ?? []).SelectMany(extra => optional!.GetStrings(extra.Key)));
        return Between(required, metadata?.GetTables("requires-dist") ?? []);
    }

    private IEnumerable<LockDifference> Extras(TomlTable? metadata)
    {
        if (metadata?.GetArray("provides-extras") is not { } provided)
            return [];
        var locked = provided.Items.OfType<TomlString>().Select(extra => PythonName.Normalise(extra.Value)).ToHashSet(StringComparer.Ordinal);
        return from extra in project.Project!.GetTable("optional-dependencies")?.Entries ?? []
               where !locked.Contains(PythonName.Normalise(extra.Key))
               select new LockDifference(extra.KeyAt, $"has the extra {extra.Key}, which uv.lock does not have for {name}");
    }

    private IEnumerable<LockDifference> Groups(TomlTable? metadata)
    {
        var groups = UvGroups.Of(project);
        var locked = metadata?.GetTable("requires-dev");
        var names = groups.Keys.Concat((locked?.Keys ?? []).Select(PythonName.Normalise)).Distinct(StringComparer.Ordinal);
        return from groupName in names
               let key = locked?.Keys.FirstOrDefault(key => PythonName.Normalise(key) == groupName)
               from difference in Between(groups.GetValueOrDefault(groupName, []), key is null ? [] : locked!.GetTables(key))
               select difference;
    }

    private IEnumerable<LockDifference> Between(IEnumerable<TomlString> texts, IEnumerable<TomlTable> tables)
    {
        var required = texts.Select(UvRequirement.Parse).ToArray();
        if (required.Contains(null))
            return [];
        // Extras that ask for other extras of the same project are written in more than one way.
        var wanted = required.OfType<UvRequirement>().Where(requirement => requirement.Name != own).Select(Loosely).ToArray();
        var locked = tables.Select(UvRequirement.Of).OfType<UvRequirement>().Where(requirement => requirement.Name != own).Select(Loosely).ToArray();
        var missing = from requirement in wanted
                      where !locked.Any(requirement.IsSame)
                      let others = locked.Where(other => other.Name == requirement.Name).Select(other => other.Spelt).ToArray()
                      select new LockDifference(
                          requirement.At,
                          others is []
                              ? $"requires {requirement.Spelt}, which uv.lock does not have for {name}"
                              : $"requires {requirement.Spelt}, uv.lock has {string.Join(" and ", others)}");
        var surplus = from requirement in locked
                      where wanted.All(other => other.Name != requirement.Name)
                      select new LockDifference(requirement.At, $"has {requirement.Name} for {name}, whose manifest does not require it");
        return missing.Concat(surplus);
    }

    // Of what has a source of its own, uv.lock keeps the source and not always the version.
    private UvRequirement Loosely(UvRequirement requirement) =>
        sources.Contains(requirement.Name) ? requirement with { Specifier = null } : requirement;
}
