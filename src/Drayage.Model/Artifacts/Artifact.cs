using Drayage.Model.Targets;

namespace Drayage.Model.Artifacts;

/// <summary>
/// Bytes of a release. For files <see cref="Digest"/> and <see cref="Size"/> are those of the file;
/// for an image they are those of the index (or the one manifest) in the release's OCI layout.
/// </summary>
public sealed record Artifact
{
    public required ArtifactName Name { get; init; }

    /// <summary>One of <see cref="ArtifactKind"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>Id of the component it belongs to; null for what belongs to the whole release (checksums, the waybill).</summary>
    public string? Component { get; init; }

    /// <summary>The platform it runs on; null where it runs anywhere or on several.</summary>
    public TargetPlatform? Platform { get; init; }

    public required Digest Digest { get; init; }

    /// <summary>Bytes.</summary>
    public required long Size { get; init; }
}
