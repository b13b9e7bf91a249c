using System.Collections.Immutable;
using Drayage.Pipeline.Retention;

namespace Drayage.Cli.Runs.Pruning;

/// <summary>A store, and what of it somebody relies on.</summary>
/// <param name="Store">The store.</param>
/// <param name="Floating">Tags that the project moves with its releases.</param>
/// <param name="Recorded">Why versions stay that releases on record delivered, by name.</param>
internal sealed record PruneTarget(IVersionStore Store, ImmutableHashSet<string> Floating, ImmutableDictionary<string, string> Recorded)
{
    public RetentionRules Narrow(RetentionRules rules) => rules with { Floating = rules.Floating.Union(Floating), Recorded = Recorded };
}
