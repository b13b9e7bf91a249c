using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Drayage.Model.Components;
using Drayage.Model.Detection;
using Drayage.Pipeline.Configuration.Reading;

namespace Drayage.Pipeline.Configuration.Automation;

/// <summary>The mapping under <c>filters:</c>; a list alone stands for the paths.</summary>
internal static class FilterSection
{
    private static readonly ImmutableArray<string> WithToolchain = [EcosystemName.Cargo, EcosystemName.DotNet, EcosystemName.Go, EcosystemName.Npm, EcosystemName.Python];

    private static readonly Setting<ImmutableArray<string>> Paths = Settings.Texts("paths", "Globs of its files, relative to the repository. The last one that matches decides; those that begin with ! take away.", required: true);
    private static readonly Setting<bool?> DotFiles = Settings.Flag("dot-files", "Whether wildcards match names that begin with a dot. Default: true.");
    private static readonly Setting<ImmutableArray<ComponentId>> Needs = Settings.ParsedList("needs", "Components whose change is a change of it too.", ComponentId.Parse);
    private static readonly Setting<ImmutableArray<string>> Toolchains = Settings.Texts("toolchains", $"What 'run' needs on the machine: {string.Join(", ", WithToolchain)}.");
    private static readonly Setting<string> Run = Settings.Text("run", "Script of bash that tries it, in the repository's root.");
    private static readonly SettingsSection Keys = new("filter", "A part of the repository, and what is tried when it changes.", [Paths, DotFiles, Needs, Toolchains, Run]);

    public static Setting<ImmutableArray<FilterSettings>> Setting { get; } = new(
        "filters", "Parts of the repository by id: globs of paths, and what is tried when they change. drayage affected names those that did.", Schema, Read);

    /// <summary>Reports components that are none.</summary>
    public static void Check(ImmutableArray<FilterSettings> filters, ImmutableArray<ComponentSettings> components, ConfigProblems problems)
    {
        var known = components.Select(component => component.Id).ToHashSet();
        foreach (var filter in filters)
        {
            foreach (var unknown in filter.Needs.Where(need => !known.Contains(need)))
                problems.Add($"filter {filter.Id} needs '{unknown}', which is no component", filter.At, $"components: {string.Join(", ", known)}");
        }
    }

    private static JsonObject Schema()
    {
        var keys = Keys.ToSchema();
        var list = new JsonObject { ["type"] = "array", ["items"] = new JsonObject { ["type"] = "string" } };
        return new JsonObject
        {
            ["type"] = "object",
            ["additionalProperties"] = new JsonObject { ["oneOf"] = new JsonArray(keys, list, new JsonObject { ["type"] = "string" }) },
        };
    }

    private static ImmutableArray<FilterSettings> Read(ConfigNode node, ConfigProblems problems)
    {
        if (node is not ConfigNode.Mapping mapping)
        {
            problems.Add($"expected filters as a mapping of ids, found {node.Kind}", node.At);
            return [];
        }

        foreach (var again in mapping.Entries.GroupBy(e => e.Key, StringComparer.Ordinal).Where(g => g.Count() > 1))
            problems.Add($"filter '{again.Key}' stands twice", again.Last().KeyAt, $"first at line {again.First().KeyAt.Line}");
        return [.. mapping.Entries.Select(entry => Read(entry, problems)).OfType<FilterSettings>()];
    }

    private static FilterSettings? Read(ConfigEntry entry, ConfigProblems problems)
    {
        if (!ComponentId.TryParse(entry.Key, out _))
            problems.Add($"'{entry.Key}' is no filter id", entry.KeyAt, "use lower-case letters, digits and inner dashes");
        if (entry.Value is not ConfigNode.Mapping)
            return new FilterSettings { Id = entry.Key, Paths = Checked(Paths.Parse(entry.Value, problems), entry.Value, problems), At = entry.KeyAt };
        return SectionReader.Read(entry.Value, Keys, problems, reader =>
        {
            var toolchains = reader.Get(Toolchains) is { IsDefault: false } named ? named : [];
            foreach (var unknown in toolchains.Except(WithToolchain))
                reader.Problems.Add($"'{unknown}' is no toolchain", reader.LocationOf(Toolchains), $"one of: {string.Join(", ", WithToolchain)}");
            return new FilterSettings
            {
                Id = entry.Key,
                Paths = Checked(reader.Get(Paths), entry.Value, reader.Problems),
                MatchesDotFiles = reader.Get(DotFiles) ?? true,
                Needs = reader.Get(Needs) is { IsDefault: false } needs ? needs : [],
                Toolchains = toolchains,
                Run = reader.Get(Run),
                At = entry.KeyAt,
            };
        });
    }

    private static ImmutableArray<string> Checked(ImmutableArray<string> paths, ConfigNode node, ConfigProblems problems)
    {
        if (paths.IsDefaultOrEmpty)
            return [];
        foreach (var absolute in paths.Where(path => path.TrimStart('!').StartsWith('/')))
            problems.Add($"'{absolute}' matches nothing: paths of a repository have no slash in front", node.At, "leave the slash out");
        return paths;
    }
}
