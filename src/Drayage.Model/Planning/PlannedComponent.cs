using System.Collections.Immutable;
using Drayage.Model.Components;
using Drayage.Model.Versions;

namespace Drayage.Model.Planning;

/// <summary>A component with everything decided that a release needs to know.</summary>
public sealed record PlannedComponent
{
    public required ComponentId Id { get; init; }

    public required string Ecosystem { get; init; }

    /// <summary>Repository-relative directory; empty for the root.</summary>
    public required string Path { get; init; }

    /// <summary>The package's name in its ecosystem.</summary>
    public required string Package { get; init; }

    /// <summary>The release version as the project spells it.</summary>
    public required string Version { get; init; }

    /// <summary>Whether it is a pre-release, and of which kind.</summary>
    public required ReleaseChannel Channel { get; init; }

    /// <summary>The version in the ecosystem's own spelling.</summary>
    public required string NativeVersion { get; init; }

    /// <summary>The tag of its release.</summary>
    public required string Tag { get; init; }

    public required ComponentState State { get; init; }

    /// <summary>Components that must be built before this one.</summary>
    public ImmutableArray<ComponentId> Needs { get; init; } = [];
}
