using System.Collections.Immutable;
using Drayage.Model.Detection;
using Drayage.Pipeline.Detection;

namespace Drayage.Pipeline.Locking;

/// <summary>
/// Compares the lock files of an ecosystem with the manifests beside them, without its tools and without the network. It tells of a
/// difference only where the ecosystem's own tool would write another lock file; what cannot be told so surely is passed over.
/// </summary>
public interface ILockFiles
{
    /// <summary>One result for each lock file that could be compared. One that cannot be read is passed over: its own tool will say why.</summary>
    ImmutableArray<ComparedLock> Compare(SourceTree tree, Catalog catalog, CancellationToken cancellationToken);
}
