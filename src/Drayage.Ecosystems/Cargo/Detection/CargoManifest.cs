using Drayage.Formats.Toml;
using Drayage.Model;
using Drayage.Pipeline.Detection;

namespace Drayage.Ecosystems.Cargo.Detection;

/// <summary>One <c>Cargo.toml</c>: a package, the root of a workspace, or both.</summary>
internal sealed class CargoManifest
{
    private CargoManifest(string path, TomlTable root)
    {
        Path = path;
        Root = root;
        Directory = SourceTree.DirectoryOf(path);
        Package = root.GetTable("package");
        Workspace = root.GetTable("workspace");
        Name = Package is null ? null : Package.GetString("name") ?? throw Missing("package.name", Package.At);
        WorkspacePointer = Package?.GetString("workspace");
    }

    public string Path { get; }

    public string Directory { get; }

    public TomlTable Root { get; }

    public TomlTable? Package { get; }

    public TomlTable? Workspace { get; }

    public TomlString? Name { get; }

    /// <summary><c>package.workspace</c>: the directory of the workspace root, relative to this manifest.</summary>
    public TomlString? WorkspacePointer { get; }

    /// <exception cref="ReleaseException">Cargo would refuse the manifest.</exception>
    public static CargoManifest Read(SourceTree tree, string path)
    {
        var manifest = new CargoManifest(path, TomlDocument.Parse(tree.ReadText(path), path).Root);
        return manifest.Package is not null || manifest.Workspace is not null
            ? manifest
            : throw Refusal("it has neither a [package] nor a [workspace]", new SourceLocation(path, 1, 1), "add one of the two tables");
    }

    public static ReleaseException Refusal(string because, SourceLocation at, string hint) =>
        new(ExitCode.Usage, $"cannot read {at.Path}", $"{at}: {because}", hint) { At = at };

    private static ReleaseException Missing(string key, SourceLocation at) => Refusal($"'{key}' is missing", at, $"set {key}");
}
