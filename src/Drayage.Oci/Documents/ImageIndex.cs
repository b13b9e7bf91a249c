using System.Collections.Immutable;

namespace Drayage.Oci.Documents;

/// <summary>An image index (image specification 1.1, image-index.md). Docker's manifest list has the same members.</summary>
public sealed record ImageIndex
{
    public required int SchemaVersion { get; init; }

    public string? MediaType { get; init; }

    public string? ArtifactType { get; init; }

    public required ImmutableArray<Descriptor> Manifests { get; init; }

    public Descriptor? Subject { get; init; }

    public ImmutableSortedDictionary<string, string>? Annotations { get; init; }
}
