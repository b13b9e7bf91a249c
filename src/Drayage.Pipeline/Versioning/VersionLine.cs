using System.Collections.Immutable;
using Drayage.Model.Versions;
using Drayage.Model.Versions.Tags;
using Drayage.Pipeline.Configuration;

namespace Drayage.Pipeline.Versioning;

/// <summary>Components that share one version, and every place that has to say it.</summary>
public sealed record VersionLine
{
    /// <summary>The id of the only component, or words for all that share the project's version.</summary>
    public required string Name { get; init; }

    public required ImmutableArray<ComponentSettings> Members { get; init; }

    public required ReleaseVersion Version { get; init; }

    /// <summary>Where the version was read, for messages.</summary>
    public required string Place { get; init; }

    /// <summary>True where tags alone say what the version is.</summary>
    public required bool IsFromTags { get; init; }

    /// <summary>In the order: source, manifests, requirements, lock files, further files.</summary>
    public required ImmutableArray<VersionPlace> Places { get; init; }

    public required TagPattern Tags { get; init; }

    /// <summary>Oldest first.</summary>
    public required ImmutableArray<ClassifiedTag> Released { get; init; }

    /// <summary>The ecosystem's spelling of a version, judged beside the released ones.</summary>
    public MappedVersion Native(NativeSpelling spelling, ReleaseVersion version) =>
        VersionMap.Admit(spelling, version, Released.Select(release => release.Version));
}
