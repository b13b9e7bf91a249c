using System.Collections.Immutable;
using Drayage.Formats.Toml;
using Drayage.Pipeline.Detection;

namespace Drayage.Ecosystems.Cargo.Detection;

/// <summary>Finds the targets of a package: declared ones and those discovered by their place (doc.rust-lang.org/cargo/reference/cargo-targets.html).</summary>
internal sealed class CargoTargets(SourceTree tree, CargoManifest manifest, string edition)
{
    private readonly TomlTable package = manifest.Package!;

    /// <summary>The library, then the binaries by name.</summary>
    public ImmutableArray<CargoTarget> Find()
    {
        var library = Library();
        var binaries = Binaries().OrderBy(target => target.Name, StringComparer.Ordinal);
        return [.. library is null ? [] : new[] { library }, .. binaries];
    }

    /// <summary>True where cargo finds something to build besides, so that it accepts a package without library and binaries.</summary>
    public bool HasOthers() =>
        manifest.Root.Contains("example") || manifest.Root.Contains("test") || manifest.Root.Contains("bench")
        || new[] { "examples", "tests", "benches" }.Any(directory => Discovered(directory).Any());

    private CargoTarget? Library()
    {
        var declared = manifest.Root.GetTable("lib");
        var discovered = package.GetBoolean("autolib")?.Value != false && tree.Contains(Below("src/lib.rs"));
        if (declared is null && !discovered)
            return null;
        return new CargoTarget(
            declared?.GetString("name")?.Value ?? manifest.Name!.Value.Replace('-', '_'),
            LibraryKinds(declared),
            declared);
    }

    private static ImmutableArray<string> LibraryKinds(TomlTable? declared)
    {
        if ((declared?.GetBoolean("proc-macro") ?? declared?.GetBoolean("proc_macro"))?.Value == true)
            return ["proc-macro"];
        var types = declared?.Contains("crate-type") == true ? declared.GetStrings("crate-type") : declared?.GetStrings("crate_type") ?? [];
        return types.IsDefaultOrEmpty ? ["lib"] : [.. types.Select(type => type.Value)];
    }

    private IEnumerable<CargoTarget> Binaries()
    {
        var declared = manifest.Root.GetTables("bin")
            .Select(table => (Table: table, Name: table.GetString("name")?.Value ?? manifest.Name!.Value, Path: DeclaredPath(table)))
            .ToList();
        foreach (var (table, name, _) in declared)
            yield return new CargoTarget(name, CargoTarget.Bin, table);
        // Edition 2015 discovers no binary beside declared ones.
        var discovers = package.GetBoolean("autobins")?.Value ?? (edition != "2015" || declared.Count == 0);
        if (!discovers)
            yield break;
        foreach (var (name, path) in DiscoveredBinaries())
        {
            if (!declared.Any(binary => binary.Name == name || binary.Path == path))
                yield return new CargoTarget(name, CargoTarget.Bin, null);
        }
    }

    private string? DeclaredPath(TomlTable table) =>
        table.GetString("path") is { } path ? SourceTree.Join(manifest.Directory, path.Value) : null;

    private IEnumerable<(string Name, string Path)> DiscoveredBinaries()
    {
        var main = Below("src/main.rs");
        return tree.Contains(main) ? Discovered("src/bin").Prepend((manifest.Name!.Value, main)) : Discovered("src/bin");
    }

    /// <summary><c>NAME.rs</c> and <c>NAME/main.rs</c> in a directory of the package.</summary>
    private IEnumerable<(string Name, string Path)> Discovered(string directory)
    {
        var prefix = Below(directory);
        foreach (var path in tree.Below(prefix))
        {
            var parts = path[(prefix.Length + 1)..].Split('/');
            if (parts[0].StartsWith('.'))
                continue;
            if (parts is [var file] && file.EndsWith(".rs", StringComparison.Ordinal))
                yield return (file[..^3], path);
            else if (parts is [var name, "main.rs"])
                yield return (name, path);
        }
    }

    private string Below(string relative) => manifest.Directory.Length == 0 ? relative : $"{manifest.Directory}/{relative}";
}
