using System.Collections.Immutable;
using Drayage.Model.Planning;

namespace Drayage.Pipeline.Building;

/// <summary>The part of the plan that one component contributes.</summary>
public sealed record ComponentSteps
{
    public static ComponentSteps None { get; } = new();

    public ImmutableArray<BuildStep> Builds { get; init; } = [];

    /// <summary>Packs that the ecosystem itself asks for (images); archives of binaries are the planner's.</summary>
    public ImmutableArray<PackStep> Packs { get; init; } = [];
}
