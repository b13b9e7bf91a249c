using Drayage.Ecosystems.Python.Detection;
using Drayage.Ecosystems.Python.Distributions;
using Drayage.Formats.Toml;
using Drayage.Model;
using Drayage.Model.Detection;
using Drayage.Model.Versions;
using Drayage.Pipeline.Detection;
using Drayage.Pipeline.Locking;
using Drayage.Pipeline.Versioning;

namespace Drayage.Ecosystems.Python.Versions;

/// <summary>
/// The repository's own projects in <c>uv.lock</c> and <c>poetry.lock</c>. Poetry and PDM keep a hash over what their projects require,
/// so that other requirements are for their own tools.
/// </summary>
internal sealed class PythonLocks : IVersionedFiles
{
    private static readonly string[] LocalSources = ["editable", "virtual", "directory"];

    public VersionedFiles Read(SourceTree tree, Catalog catalog)
    {
        var packages = catalog.Packages.Where(package => package.Ecosystem == EcosystemName.Python).ToLookup(package => PythonName.Normalise(package.Name), StringComparer.Ordinal);
        return new VersionedFiles(
            [.. tree.Named("uv.lock").Concat(tree.Named("poetry.lock")).SelectMany(path => Read(tree, path, packages))],
            [
                .. tree.Named("poetry.lock").Select(path => Hashed(path, "poetry lock", "--project")),
                .. tree.Named("pdm.lock").Select(path => Hashed(path, "pdm lock", "--project")),
            ]);
    }

    private static LockFile Hashed(string path, string command, string option) =>
        new(path, LockPlaces.Command(command, option, path), [SourceTree.Join(SourceTree.DirectoryOf(path), PyProject.FileName)!]);

    private static IEnumerable<(Package, VersionPlace)> Read(SourceTree tree, string path, ILookup<string, Package> packages)
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

        var own = from entry in document.Root.GetTables("package")
                  where IsLocal(entry)
                  let package = packages[PythonName.Normalise(entry.GetString("name")?.Value ?? "")].FirstOrDefault()
                  let version = entry.GetString("version")
                  where package is not null && version is not null
                  select (package, PlaceOf(package, version, VersionRole.Lock, package.Name));
        return own.Concat(document.Root.GetTables("package").SelectMany(entry => Requirements(entry, packages)));
    }

    // uv: source = { editable = "." }; Poetry: [package.source] with type = "directory".
    private static bool IsLocal(TomlTable entry) =>
        entry.GetTable("source") is { } source && (LocalSources.Any(source.Contains) || (source.Find("type") as TomlString)?.Value == "directory");

    private static IEnumerable<(Package, VersionPlace)> Requirements(TomlTable entry, ILookup<string, Package> packages) =>
        from required in (entry.Find("metadata", "requires-dist") as TomlArray)?.Items.OfType<TomlTable>() ?? []
        let specifier = required.Find("specifier") as TomlString
        where specifier is not null
        let package = packages[PythonName.Normalise((required.Find("name") as TomlString)?.Value ?? "")].FirstOrDefault()
        where package is not null
        select (package, PlaceOf(package, specifier, VersionRole.Requirement, $"{package.Name} in {specifier.At.Path}"));

    private static VersionPlace PlaceOf(Package package, TomlString text, VersionRole role, string subject) => new()
    {
        At = text.At,
        Text = text.Value,
        Role = role,
        Subject = subject,
        Spelling = NativeSpelling.Pep440,
    };
}
