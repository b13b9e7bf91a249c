using Drayage.Workflows.Reading;

namespace Drayage.Workflows.Inventories;

/// <summary>One thing that a job publishes.</summary>
public sealed record InventoryItem
{
    /// <summary><c>image</c>, <c>index</c>, <c>artifact</c>, <c>python</c>, <c>crates</c>, <c>npm</c>, <c>nuget</c>, <c>helm</c>, <c>release</c>, <c>asset</c>, <c>tag</c> or <c>http</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Image reference, address, tag or file; what only a run tells stands in it as it is written.</summary>
    public required string Name { get; init; }

    /// <summary>Path of the workflow that the event starts.</summary>
    public required string Workflow { get; init; }

    /// <summary>Id of the job; behind the jobs that call its workflow, with slashes between.</summary>
    public required string Job { get; init; }

    /// <summary>The matrix leg as GitHub shows it; empty without a matrix.</summary>
    public required string Leg { get; init; }

    /// <summary>False where a condition that only a run decides may skip it.</summary>
    public required bool IsCertain { get; init; }

    public required SourceFile Source { get; init; }

    public required SourcePlace Place { get; init; }
}
