using System.Collections.Immutable;
using Drayage.Formats.Json;
using Drayage.Model.Detection;

namespace Drayage.Ecosystems.Npm.Detection;

/// <summary>What else a <c>package.json</c> says that a releaser wants to see.</summary>
internal static class NpmFacts
{
    private static readonly string[] Plain = ["license", "type", "packageManager"];

    public static ImmutableArray<PackageFact> Of(PackageJson manifest, Workspace? own, Workspace? enclosing)
    {
        var facts = ImmutableArray.CreateBuilder<PackageFact>();
        if (own is not null)
            facts.AddRange(own.Patterns.Select(pattern => new PackageFact("workspaces", pattern.Spelling, pattern.At)));
        if (enclosing is not null)
            facts.Add(new PackageFact("workspace", enclosing.Source));
        foreach (var name in Plain)
            Add(facts, name, manifest.Root[name]);
        Add(facts, "engines.node", manifest.Root["engines"]?["node"]);
        foreach (var setting in (string[])["access", "tag", "directory"])
            Add(facts, "publishConfig." + setting, manifest.Root["publishConfig"]?[setting]);
        facts.AddRange(Commands(manifest));
        facts.AddRange((manifest.Root["files"]?.Items ?? []).OfType<JsonItem.String>().Select(entry => new PackageFact("files", entry.Value, entry.At)));
        return facts.DrainToImmutable();
    }

    private static void Add(ImmutableArray<PackageFact>.Builder facts, string name, JsonItem? value)
    {
        if (value?.Text is { Length: > 0 } text)
            facts.Add(new PackageFact(name, text, value.At));
    }

    // A lone string names the script of a command that is called like the package, without its scope.
    private static IEnumerable<PackageFact> Commands(PackageJson manifest) => manifest.Root["bin"] switch
    {
        JsonItem.String script when manifest.Name is { } name => [new PackageFact("bin", $"{name[(name.IndexOf('/') + 1)..]} -> {script.Value}", script.At)],
        JsonItem.Object commands => commands.Entries.Where(entry => entry.Value is JsonItem.String)
            .Select(entry => new PackageFact("bin", $"{entry.Name} -> {entry.Value.Text}", entry.Value.At)),
        _ => [],
    };
}
