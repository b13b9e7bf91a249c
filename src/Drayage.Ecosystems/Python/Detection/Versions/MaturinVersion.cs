using Drayage.Formats.Toml;
using Drayage.Model.Detection;
using Drayage.Pipeline.Detection;

namespace Drayage.Ecosystems.Python.Detection.Versions;

/// <summary>maturin takes what is dynamic from the crate's manifest (maturin.rs/metadata).</summary>
internal static class MaturinVersion
{
    public static PackageVersion Of(SourceTree tree, PyProject project) => InCrate(tree, project) is { } version
        ? new PackageVersion.Static(version.Value, version.At)
        : VersionSources.Dynamic("Cargo.toml", project.Backend?.At);

    /// <summary>The crate's version in Cargo's spelling, where it is found.</summary>
    public static TomlString? InCrate(SourceTree tree, PyProject project) => ManifestPath(tree, project) is { } path ? CrateVersion(tree, path) : null;

    /// <summary>The crate's name; null where there is no crate.</summary>
    public static TomlString? CrateName(SourceTree tree, PyProject project) =>
        ManifestPath(tree, project) is { } path ? Parse(tree, path).Find("package", "name") as TomlString : null;

    /// <summary>The crate's manifest; null where it does not stand in the repository.</summary>
    public static string? ManifestPath(SourceTree tree, PyProject project) =>
        project.Resolve(project.Tool("maturin")?.GetString("manifest-path")?.Value ?? "Cargo.toml") is { } path && tree.Contains(path) ? path : null;

    private static TomlString? CrateVersion(SourceTree tree, string path)
    {
        var manifest = Parse(tree, path);
        var version = manifest.Find("package", "version");
        if (version is not TomlTable)
            return version as TomlString;
        if (manifest.Find("workspace", "package", "version") is TomlString own)
            return own;
        var pointer = (manifest.Find("package", "workspace") as TomlString)?.Value;
        return WorkspaceRoots(SourceTree.DirectoryOf(path), pointer).Where(tree.Contains)
            .Select(root => Parse(tree, root).Find("workspace", "package", "version")).OfType<TomlString>()
            .FirstOrDefault();
    }

    private static IEnumerable<string> WorkspaceRoots(string directory, string? pointer)
    {
        if (pointer is not null)
        {
            if (SourceTree.Join(directory, $"{pointer}/Cargo.toml") is { } named)
                yield return named;
            yield break;
        }

        while (directory.Length > 0)
        {
            directory = SourceTree.DirectoryOf(directory);
            yield return directory.Length == 0 ? "Cargo.toml" : directory + "/Cargo.toml";
        }
    }

    private static TomlTable Parse(SourceTree tree, string path) => TomlDocument.Parse(tree.ReadText(path), path).Root;
}
