using Drayage.Model.Components;
using Drayage.Model.Detection;
using Drayage.Model.Planning;
using Drayage.Model.Versions;
using Drayage.Pipeline.Configuration;
using Drayage.Pipeline.Detection;

namespace Drayage.Pipeline.Building;

/// <summary>What a builder knows when it plans a component.</summary>
public sealed record ComponentContext
{
    public required ProjectSettings Project { get; init; }

    public required ComponentSettings Settings { get; init; }

    /// <summary>The detected package; null for a component that has none (an image assembled from other components).</summary>
    public required Package? Package { get; init; }

    public required Catalog Catalog { get; init; }

    public required ReleaseVersion Version { get; init; }

    /// <summary>The version in the ecosystem's own spelling.</summary>
    public required string NativeVersion { get; init; }

    public required SourceRevision Source { get; init; }

    public required SourceTree Tree { get; init; }

    /// <summary>The steps of the components before this one in dependency order.</summary>
    public required IReadOnlyDictionary<ComponentId, ComponentSteps> Planned { get; init; }
}
