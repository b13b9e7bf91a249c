using Drayage.Ecosystems.Python.Detection;
using Drayage.Formats.Toml;
using Drayage.Model.Detection;
using Drayage.Pipeline.Detection;

namespace Drayage.Ecosystems.Python.Building;

/// <summary>What decides the contents of a project's distributions.</summary>
internal static class PythonInputs
{
    public static IEnumerable<string> Of(SourceTree tree, Package package, Catalog catalog, PyProject? project)
    {
        yield return package.Directory;
        if (package.Version.Location is { } version)
            yield return version.Path;
        // A crate built by maturin takes its siblings and the lock file from its workspace.
        var crate = catalog.Packages.FirstOrDefault(other => other.Ecosystem == EcosystemName.Cargo && other.Directory == package.Directory);
        if (crate?.Facts.FirstOrDefault(fact => fact.Name == "workspace") is { } workspace)
            yield return SourceTree.DirectoryOf(workspace.Value);
        if (project is null)
            yield break;
        // A readme, a licence, an included directory: whatever the manifest names above its own directory.
        foreach (var path in Texts(project.Root).Where(text => text.StartsWith("../", StringComparison.Ordinal)))
        {
            if (project.Resolve(path) is { } resolved && (tree.Contains(resolved) || tree.Below(resolved).Any()))
                yield return resolved;
        }
    }

    private static IEnumerable<string> Texts(TomlValue value) => value switch
    {
        TomlString text => [text.Value],
        TomlArray array => array.Items.SelectMany(Texts),
        TomlTable table => table.Entries.SelectMany(entry => Texts(entry.Value).Prepend(entry.Key)),
        _ => [],
    };
}
