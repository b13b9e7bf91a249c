using Drayage.Model.Targets;

namespace Drayage.Model.Planning;

/// <summary>A file that a build step leaves, and the artifact name under which it goes on.</summary>
public sealed record PlannedOutput
{
    /// <summary>One of <see cref="Artifacts.ArtifactKind"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>
    /// Its name, unique within the step: for files that are delivered as they are the artifact's name, where <c>*</c>
    /// stands for the part that only the toolchain decides (a wheel's tags); for an intermediate binary its plain name.
    /// </summary>
    public required string Name { get; init; }

    /// <summary>Where the step leaves it: starts with <c>${root}</c> or <c>${out}</c>; may hold <c>*</c>, which must match exactly one file.</summary>
    public required string Path { get; init; }

    public TargetPlatform? Platform { get; init; }

    /// <summary>False for an intermediate that only other steps take up (a bare binary that goes into an archive and an image).</summary>
    public bool IsDelivered { get; init; }
}
