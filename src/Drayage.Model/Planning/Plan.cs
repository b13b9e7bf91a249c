using System.Collections.Immutable;

namespace Drayage.Model.Planning;

/// <summary>
/// The whole graph of a release before anything runs. Build, pack and release execute exactly this value;
/// <c>drayage plan --json</c> prints it.
/// </summary>
public sealed record Plan
{
    public required string Project { get; init; }

    public required SourceRevision Source { get; init; }

    /// <summary>In dependency order.</summary>
    public required ImmutableArray<PlannedComponent> Components { get; init; }

    public required ImmutableArray<BuildStep> Builds { get; init; }

    public required ImmutableArray<PackStep> Packs { get; init; }

    public required ImmutableArray<PlannedArtifact> Artifacts { get; init; }

    public required ImmutableArray<PlannedConsignment> Consignments { get; init; }
}
