using System.Collections.Immutable;
using Drayage.Workflows.Fixing.Pinning;

namespace Drayage.Workflows.Fixing;

/// <summary>What is to be repaired, and with what.</summary>
public sealed record FixRequest
{
    /// <summary>Ids of the rules whose findings are repaired; empty for all.</summary>
    public ImmutableHashSet<string> Rules { get; init; } = [];

    public ActionPins Pins { get; init; } = ActionPins.None;
}
