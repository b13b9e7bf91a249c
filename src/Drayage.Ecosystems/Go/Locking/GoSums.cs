using System.Collections.Immutable;
using Drayage.Model;
using Drayage.Model.Detection;
using Drayage.Pipeline.Detection;
using Drayage.Pipeline.Locking;

namespace Drayage.Ecosystems.Go.Locking;

/// <summary>
/// <c>go.sum</c> against <c>go.mod</c> (go.dev/ref/mod#go-sum-files): the go command wants the checksum of each required module's
/// <c>go.mod</c>, and of those that the module imports from, the checksum of their contents.
/// </summary>
internal sealed class GoSums : ILockFiles
{
    private const string SumFile = "go.sum";

    public ImmutableArray<ComparedLock> Compare(SourceTree tree, Catalog catalog, CancellationToken cancellationToken)
    {
        var manifests = LockPlaces.Of(tree, catalog, EcosystemName.Go, "go.mod").ToArray();
        if (manifests.Length == 0)
            return [];
        var own = tree.Named("go.mod").Select(path => Read(tree, path)?.Module).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var workspaces = new GoWorkspaceSums(tree);
        return
        [
            .. from path in manifests
               let requirements = Read(tree, path)
               where requirements is not null
               let sums = SourceTree.Join(SourceTree.DirectoryOf(path), SumFile)!
               let compared = Compare(requirements, own, tree.Contains(sums) ? GoSumLines.Read(tree.ReadText(sums)) : null, workspaces.For(SourceTree.DirectoryOf(path)))
               where compared is not null
               select new ComparedLock(sums, Command(path), compared.Value),
        ];
    }

    private static string Command(string manifest) =>
        SourceTree.DirectoryOf(manifest) is { Length: > 0 } directory ? $"cd {directory} && go mod tidy" : "go mod tidy";

    private static GoRequirements? Read(SourceTree tree, string path)
    {
        try
        {
            return GoRequirements.Parse(tree.ReadText(path), path);
        }
        catch (ReleaseException)
        {
            return null;
        }
    }

    private static ImmutableArray<LockDifference>? Compare(GoRequirements requirements, HashSet<string> own, GoSumLines? sums, GoSumLines workspace)
    {
        // The repository's own modules stand in for themselves.
        var wanted = requirements.Resolved.Where(requirement => !own.Contains(requirement.Path)).ToArray();
        if (sums is null)
            return wanted is [var first, ..] ? [new LockDifference(first.At, $"requires {first.Path} {first.Version}, and there is no go.sum")] : null;
        return [.. wanted.Select(requirement => Missing(requirement, sums, workspace)).OfType<LockDifference>()];
    }

    private static LockDifference? Missing(GoRequirement requirement, GoSumLines sums, GoSumLines workspace)
    {
        var (path, version) = (requirement.Path, requirement.Version);
        if (sums.HasManifest(path, version) || workspace.HasManifest(path, version))
        {
            return requirement.IsIndirect || sums.HasContents(path, version) || workspace.HasContents(path, version)
                ? null
                : new LockDifference(requirement.At, $"requires {path} {version}, go.sum has no checksum of its contents");
        }

        var others = sums.VersionsOf(path).ToArray();
        return new LockDifference(requirement.At, $"requires {path} {version}, {(others is [] ? "which go.sum does not have" : $"go.sum has {string.Join(", ", others)}")}");
    }
}
