using Drayage.Formats.Toml;
using Drayage.Model;
using Drayage.Model.Detection;
using Drayage.Model.Versions;
using Drayage.Pipeline.Detection;
using Drayage.Pipeline.Versioning;

namespace Drayage.Ecosystems.Cargo.Versions;

/// <summary>
/// The entries of the repository's own crates in each <c>Cargo.lock</c>: those without a source. Requirements of crates on each other
/// are not repeated there, so that an edit of the versions is all that <c>--locked</c> asks for.
/// </summary>
internal static class CargoLocks
{
    private const string FileName = "Cargo.lock";

    public static IEnumerable<(Package, VersionPlace)> Read(SourceTree tree, Catalog catalog)
    {
        var crates = catalog.Packages.Where(package => package.Ecosystem == EcosystemName.Cargo).ToLookup(package => package.Name, StringComparer.Ordinal);
        return tree.Named(FileName).SelectMany(path => Read(tree, path, crates));
    }

    private static IEnumerable<(Package, VersionPlace)> Read(SourceTree tree, string path, ILookup<string, Package> crates)
    {
        TomlDocument document;
        try
        {
            document = TomlDocument.Parse(tree.ReadText(path), path);
        }
        catch (ReleaseException)
        {
            return [];
        }

        var entries = document.Root.GetTables("package");
        var own = entries.Where(entry => !entry.Contains("source"))
            .Select(entry => (Crate: CrateOf(path, entry, crates), Version: entry.GetString("version")))
            .Where(entry => entry is { Crate: not null, Version: not null })
            .ToDictionary(entry => $"{entry.Crate!.Name} {entry.Version!.Value}", StringComparer.Ordinal);
        return own.Values.Select(entry => (entry.Crate!, PlaceOf(entry.Crate!, entry.Version!.Value, entry.Version.At)))
            .Concat(from entry in entries
                    from dependency in entry.GetStrings("dependencies")
                    where own.ContainsKey(dependency.Value)
                    let named = own[dependency.Value]
                    select (named.Crate!, PlaceOf(named.Crate!, named.Version!.Value, dependency.At)));
    }

    // Of crates of one name, such as fixtures, the nearest one below the lock file.
    private static Package? CrateOf(string path, TomlTable entry, ILookup<string, Package> crates)
    {
        var directory = SourceTree.DirectoryOf(path);
        return crates[entry.GetString("name")?.Value ?? ""]
            .Where(crate => directory.Length == 0 || crate.Directory == directory || crate.Directory.StartsWith(directory + "/", StringComparison.Ordinal))
            .OrderBy(crate => crate.Version.Text == entry.GetString("version")?.Value ? 0 : 1)
            .ThenBy(crate => crate.Directory.Length)
            .FirstOrDefault();
    }

    private static VersionPlace PlaceOf(Package crate, string version, SourceLocation at) => new()
    {
        At = at,
        Text = version,
        Role = VersionRole.Lock,
        Subject = crate.Name,
        Spelling = NativeSpelling.Cargo,
    };
}
