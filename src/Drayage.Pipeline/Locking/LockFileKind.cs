using System.Collections.Immutable;
using Drayage.Model.Detection;
using Drayage.Pipeline.Detection;

namespace Drayage.Pipeline.Locking;

/// <summary>A kind of lock file of an ecosystem that has several.</summary>
/// <param name="Command">What renews the lock file at a path.</param>
/// <param name="Differences">Of the lock file at a path; null where it cannot be compared.</param>
public sealed record LockFileKind(string FileName, Func<SourceTree, string, string> Command, Func<SourceTree, string, IEnumerable<LockDifference>?> Differences)
{
    public IEnumerable<ComparedLock> Compare(SourceTree tree, Catalog catalog, string ecosystem, CancellationToken cancellationToken)
    {
        foreach (var path in LockPlaces.Of(tree, catalog, ecosystem, FileName))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Differences(tree, path)?.ToImmutableArray() is { } differences)
                yield return new ComparedLock(path, Command(tree, path), differences);
        }
    }
}
