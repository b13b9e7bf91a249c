using System.Collections.Immutable;

namespace Drayage.Registries.Oci;

/// <summary>A descriptor as the referrers list carries it (image specification, descriptor.md).</summary>
internal sealed record OciDescriptor
{
    public required string MediaType { get; init; }

    public required string Digest { get; init; }

    public required long Size { get; init; }

    public string? ArtifactType { get; init; }

    public ImmutableSortedDictionary<string, string>? Annotations { get; init; }
}
