using Drayage.Registries.Faults.Routing;

namespace Drayage.Registries.Faults;

/// <summary>One request that a fault struck.</summary>
public sealed record FaultHit
{
    /// <summary>From 1, in the order in which the faults struck.</summary>
    public required int Number { get; init; }

    /// <summary>Index of the rule in its script, from 0.</summary>
    public required int Rule { get; init; }

    /// <summary>The fault's name, such as <c>reset-after</c>.</summary>
    public required string Fault { get; init; }

    public required RegistryOperation Operation { get; init; }

    public required string Method { get; init; }

    /// <summary>Path, decoded, and query.</summary>
    public required string Target { get; init; }

    /// <summary>The status that the registry answered with before the fault took the answer away; null where the request was not carried out, or not yet.</summary>
    public required int? Effect { get; init; }

    /// <summary>Whether the registry did what was asked for although the client was told otherwise, or nothing.</summary>
    public bool WasCarriedOut => Effect is >= 200 and < 300;
}
