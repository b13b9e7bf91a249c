using System.Collections.Immutable;
using Drayage.Formats.Json;
using Drayage.Model.Detection;
using Drayage.Pipeline.Detection;
using Drayage.Pipeline.Locking;
using YamlDotNet.Core;

namespace Drayage.Ecosystems.Npm.Locking;

/// <summary>The lock files of npm, pnpm and yarn against the <c>package.json</c> files of their workspace.</summary>
internal sealed class NpmLockFiles : ILockFiles
{
    private static readonly ImmutableArray<LockFileKind> Kinds =
    [
        new("package-lock.json", PackageLock.Renewal, Reading(PackageLock.Compare)),
        new("npm-shrinkwrap.json", PackageLock.Renewal, Reading(PackageLock.Compare)),
        new("pnpm-lock.yaml", LockPlaces.Command("pnpm install --lockfile-only", "--dir"), Reading(PnpmLock.Compare)),
        new("yarn.lock", YarnLock.Renewal, Reading(YarnLock.Compare)),
    ];

    public ImmutableArray<ComparedLock> Compare(SourceTree tree, Catalog catalog, CancellationToken cancellationToken) =>
        [.. Kinds.SelectMany(kind => kind.Compare(tree, catalog, EcosystemName.Npm, cancellationToken))];

    private static Func<SourceTree, string, IEnumerable<LockDifference>?> Reading(Func<NodeProject, string, IEnumerable<LockDifference>?> compare) => (tree, path) =>
    {
        try
        {
            return NodeProject.Of(tree, path) is { } project ? compare(project, path)?.ToArray() : null;
        }
        catch (Exception unreadable) when (unreadable is JsonSyntaxException or YamlException)
        {
            return null;
        }
    };
}
