using System.Collections.Immutable;
using Drayage.Model;

namespace Drayage.Pipeline.Locking;

/// <summary>A lock file against its manifests.</summary>
/// <param name="Path">Repository-relative.</param>
/// <param name="Command">What renews it, from the repository's root.</param>
/// <param name="Differences">Empty where it is fresh.</param>
public sealed record ComparedLock(string Path, string Command, ImmutableArray<LockDifference> Differences)
{
    public bool IsFresh => Differences.IsEmpty;
}

/// <summary>Something that a manifest and its lock file say differently.</summary>
/// <param name="At">The place in the manifest; of what the manifest lacks, in the lock file.</param>
/// <param name="Text">Continues the place: <c>requires serde ^1.0.200, Cargo.lock has 1.0.150</c>.</param>
public sealed record LockDifference(SourceLocation At, string Text)
{
    public override string ToString() => $"{At.Path}:{At.Line} {Text}";
}
