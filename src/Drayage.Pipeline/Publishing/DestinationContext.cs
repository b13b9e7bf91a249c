using System.Collections.Immutable;
using Drayage.Model.Components;
using Drayage.Model.Detection;
using Drayage.Model.Planning;
using Drayage.Model.Versions;
using Drayage.Pipeline.Configuration;
using Drayage.Pipeline.Detection;

namespace Drayage.Pipeline.Publishing;

/// <summary>What a destination kind knows when it plans its consignments.</summary>
public sealed record DestinationContext
{
    public required ProjectSettings Project { get; init; }

    public required SourceRevision Source { get; init; }

    /// <summary>For files that settings name, such as release notes.</summary>
    public required SourceTree Tree { get; init; }

    /// <summary>Tells what changed with a version of a component, in Markdown under a heading.</summary>
    public Func<ComponentSettings, ReleaseVersion, string> ChangelogOf { get; init; } = (_, _) => "";

    /// <summary>The components to release that name this destination, in dependency order, with what they deliver. Of announcements that no component names, all components.</summary>
    public required ImmutableArray<ComponentDelivery> Components { get; init; }

    /// <summary>Release tag → names of the archives with what else its images are made of; for kinds that offer downloads.</summary>
    public ImmutableDictionary<string, ImmutableArray<string>> Contexts { get; init; } = ImmutableDictionary<string, ImmutableArray<string>>.Empty;

    /// <summary>Release tag → artifact name of its checksum file.</summary>
    public required ImmutableDictionary<string, string> Checksums { get; init; }

    /// <summary>Release tags that are made after publishing → id of the consignment that makes the tag.</summary>
    public ImmutableDictionary<string, string> TagConsignments { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>For announcements: what is delivered, of which they tell.</summary>
    public ImmutableArray<PlannedConsignment> Deliveries { get; init; } = [];
}

/// <summary>A component's share of a delivery.</summary>
/// <param name="Settings">Its settings.</param>
/// <param name="Component">Its place in the plan.</param>
/// <param name="Version">Its release version, parsed.</param>
/// <param name="Artifacts">What it delivers.</param>
/// <param name="ReleasedVersions">Versions that its tags already name: they decide whether floating names move.</param>
public sealed record ComponentDelivery(
    ComponentSettings Settings,
    PlannedComponent Component,
    ReleaseVersion Version,
    ImmutableArray<PlannedArtifact> Artifacts,
    ImmutableArray<ReleaseVersion> ReleasedVersions)
{
    /// <summary>What its manifest declares; null where the ecosystem has no manifests.</summary>
    public Package? Package { get; init; }

    /// <summary>Components whose packages its own package depends on, so that they must be there first. Never in a circle.</summary>
    public ImmutableArray<ComponentId> Follows { get; init; } = [];

    /// <summary>What moves with the release.</summary>
    public ReleaseStanding Standing { get; } = ReleaseStanding.Of(Version, ReleasedVersions);
}
