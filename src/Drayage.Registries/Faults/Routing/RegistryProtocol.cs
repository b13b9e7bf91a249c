using System.Collections.Immutable;

namespace Drayage.Registries.Faults.Routing;

/// <summary>A protocol as fault scripts know it.</summary>
/// <param name="Name">As scripts and reports write it.</param>
/// <param name="Pace">About how many requests of it a small release makes.</param>
/// <param name="Operations">What its requests are for.</param>
public sealed record RegistryProtocol(string Name, int Pace, ImmutableArray<string> Operations);
