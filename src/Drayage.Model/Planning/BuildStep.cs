using System.Collections.Immutable;
using Drayage.Model.Components;
using Drayage.Model.Targets;

namespace Drayage.Model.Planning;

/// <summary>One run of a language's toolchain. Steps whose needs are met run side by side.</summary>
public sealed record BuildStep
{
    /// <summary><c>component/what[/platform]</c>, such as <c>tide-server/binary/linux-arm64</c>; also its directory and log name.</summary>
    public required string Id { get; init; }

    public required ComponentId Component { get; init; }

    public required string Ecosystem { get; init; }

    public TargetPlatform? Platform { get; init; }

    /// <summary>The platform of the machines that can run it; null where any machine can. Only who divides a build among machines looks at it.</summary>
    public TargetPlatform? Host { get; init; }

    /// <summary>Ids of steps that must have finished.</summary>
    public ImmutableArray<string> Needs { get; init; } = [];

    /// <summary>
    /// Repository-relative directories and files whose contents decide the result; empty string for everything.
    /// Together with the toolchains' versions, the commands and the epoch they make the step's content key.
    /// </summary>
    public required ImmutableArray<string> Inputs { get; init; }

    public ImmutableArray<ToolRequirement> Tools { get; init; } = [];

    public StepEffort Effort { get; init; } = StepEffort.Light;

    /// <summary>Run in order; empty for a step that its builder performs in this process.</summary>
    public ImmutableArray<PlannedCommand> Commands { get; init; } = [];

    /// <summary>Facts that an in-process step depends on, part of its content key.</summary>
    public ImmutableSortedDictionary<string, string> Settings { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    public required ImmutableArray<PlannedOutput> Outputs { get; init; }

    /// <summary>
    /// False for toolchains whose output does not depend on SOURCE_DATE_EPOCH (compiled binaries): the variable is then not set
    /// and a commit that changes nothing else does not build the step again.
    /// </summary>
    public bool UsesEpoch { get; init; } = true;

    /// <summary>Steps of one lock never run side by side: cargo's build directory, a package's own <c>obj/</c>.</summary>
    public string? Lock { get; init; }
}
