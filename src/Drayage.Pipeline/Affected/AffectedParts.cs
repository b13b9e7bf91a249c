using System.Collections.Immutable;
using Drayage.Model.Components;

namespace Drayage.Pipeline.Affected;

/// <summary>What changes touch.</summary>
/// <param name="Changed">The changed paths.</param>
/// <param name="Components">Affected components, in the configuration's order.</param>
/// <param name="Filters">Ids of affected filters, in the configuration's order.</param>
/// <param name="Uncovered">Changed paths that belong to no component and no filter.</param>
public sealed record AffectedParts(
    ImmutableArray<string> Changed, ImmutableArray<ComponentId> Components, ImmutableArray<string> Filters, ImmutableArray<string> Uncovered);
