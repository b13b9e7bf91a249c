using System.Collections.Immutable;

namespace Drayage.Registries.Faults.Scripts;

/// <summary>What goes wrong at the embedded registries, and when. The same script and the same requests give the same faults.</summary>
public sealed record FaultScript
{
    /// <summary>How messages call it: a file's path, or a preset with its seed.</summary>
    public required string Name { get; init; }

    /// <summary>Decides wherever a rule has a probability.</summary>
    public required int Seed { get; init; }

    /// <summary>Asked in this order; the first that applies to a request decides.</summary>
    public required ImmutableArray<FaultRule> Rules { get; init; }
}
