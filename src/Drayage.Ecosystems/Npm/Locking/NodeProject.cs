using System.Collections.Immutable;
using Drayage.Ecosystems.Npm.Detection;
using Drayage.Formats.Json;
using Drayage.Pipeline.Detection;

namespace Drayage.Ecosystems.Npm.Locking;

/// <summary>The packages that one lock file is for: that beside it and, where it is the root of a workspace, the workspace's.</summary>
internal sealed record NodeProject(SourceTree Tree, PackageJson Root, Workspace? Workspace, ImmutableArray<PackageJson> Members)
{
    public string Directory => Root.Directory;

    public IEnumerable<PackageJson> All => Members.Prepend(Root);

    /// <summary>A package's directory as seen from the lock file; empty for the root.</summary>
    public string RelativeTo(PackageJson package) => package == Root ? "" : Workspace!.RelativeTo(package.Directory)!;

    /// <returns>Null where no package stands beside the lock file.</returns>
    /// <exception cref="JsonSyntaxException">A manifest is not JSON.</exception>
    public static NodeProject? Of(SourceTree tree, string lockFile)
    {
        var manifest = SourceTree.Join(SourceTree.DirectoryOf(lockFile), PackageJson.FileName)!;
        if (!tree.Contains(manifest))
            return null;
        var root = PackageJson.Read(tree, manifest);
        var workspace = new WorkspaceReader(tree).Read(root);
        var members = tree.Named(PackageJson.FileName)
            .Where(path => workspace?.Includes(SourceTree.DirectoryOf(path)) == true)
            .Select(path => PackageJson.Read(tree, path))
            .Where(package => package.Name is not null);
        return new NodeProject(tree, root, workspace, [.. members]);
    }
}
