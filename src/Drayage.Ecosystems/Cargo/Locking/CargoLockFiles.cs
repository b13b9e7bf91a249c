using System.Collections.Immutable;
using Drayage.Ecosystems.Cargo.Detection;
using Drayage.Model;
using Drayage.Model.Detection;
using Drayage.Pipeline.Detection;
using Drayage.Pipeline.Locking;

namespace Drayage.Ecosystems.Cargo.Locking;

/// <summary><c>Cargo.lock</c> against the manifests of its workspace, as <c>cargo --locked</c> compares them.</summary>
internal sealed class CargoLockFiles : ILockFiles
{
    private const string FileName = "Cargo.lock";

    public ImmutableArray<ComparedLock> Compare(SourceTree tree, Catalog catalog, CancellationToken cancellationToken)
    {
        var paths = LockPlaces.Of(tree, catalog, EcosystemName.Cargo, FileName).ToArray();
        if (paths.Length == 0)
            return [];
        var manifests = CargoManifests.Read(tree, new List<CatalogWarning>(), cancellationToken);
        var membership = new CargoMembership(manifests, CargoManifests.DirectoriesOf(tree), new List<CatalogWarning>());
        return [.. paths.Select(path => Compare(tree, path, manifests, membership)).OfType<ComparedLock>()];
    }

    private static ComparedLock? Compare(SourceTree tree, string path, SortedDictionary<string, CargoManifest> manifests, CargoMembership membership)
    {
        if (!manifests.TryGetValue(SourceTree.DirectoryOf(path), out var root) || CargoLock.Read(tree, path) is not { } locked)
            return null;
        var workspace = membership.WorkspaceOf(root);
        // In a member's own directory cargo reads no lock file.
        if (workspace is not null && workspace.Root != root)
            return null;
        var members = workspace is null ? [root] : membership.MembersOf(workspace);
        try
        {
            return new ComparedLock(
                path,
                root.Directory.Length == 0 ? "cargo update --workspace" : $"cargo update --workspace --manifest-path {root.Path}",
                [.. members.SelectMany(member => new CargoLockComparison(locked, path, member, workspace).Differences())]);
        }
        catch (ReleaseException)
        {
            // A manifest that cargo refuses; detection tells of it.
            return null;
        }
    }
}
