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
    private delegate IEnumerable<LockDifference>? Comparison(NodeProject project, string path);

    private static readonly (string FileName, string Command, string Option, Comparison Compare)[] Kinds =
    [
        ("package-lock.json", "npm install --package-lock-only", "--prefix", PackageLock.Compare),
        ("npm-shrinkwrap.json", "npm install --package-lock-only", "--prefix", PackageLock.Compare),
        ("pnpm-lock.yaml", "pnpm install --lockfile-only", "--dir", PnpmLock.Compare),
        ("yarn.lock", "yarn install", "--cwd", YarnLock.Compare),
    ];

    public ImmutableArray<ComparedLock> Compare(SourceTree tree, Catalog catalog, CancellationToken cancellationToken) =>
    [
        .. from kind in Kinds
           from path in LockPlaces.Of(tree, catalog, EcosystemName.Npm, kind.FileName)
           let differences = Differences(tree, path, kind.Compare)
           where differences is not null
           select new ComparedLock(path, LockPlaces.Command(kind.Command, kind.Option, path), [.. differences]),
    ];

    private static ImmutableArray<LockDifference>? Differences(SourceTree tree, string path, Comparison compare)
    {
        try
        {
            return NodeProject.Of(tree, path) is { } project ? compare(project, path)?.ToImmutableArray() : null;
        }
        catch (Exception unreadable) when (unreadable is JsonSyntaxException or YamlException)
        {
            return null;
        }
    }
}
