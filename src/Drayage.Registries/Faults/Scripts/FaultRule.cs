namespace Drayage.Registries.Faults.Scripts;

/// <summary>One line of a fault script.</summary>
public sealed record FaultRule
{
    public FaultRoute Route { get; init; } = new();

    public Occurrence Occurrence { get; init; } = new();

    public required FaultAction Action { get; init; }
}
