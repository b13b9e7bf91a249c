using System.Collections.Immutable;

namespace Drayage.Oci.Documents;

/// <summary>An image manifest (image specification 1.1, manifest.md). Docker's schema 2 has the same members.</summary>
public sealed record ImageManifest
{
    public required int SchemaVersion { get; init; }

    public string? MediaType { get; init; }

    public string? ArtifactType { get; init; }

    public required Descriptor Config { get; init; }

    public required ImmutableArray<Descriptor> Layers { get; init; }

    public Descriptor? Subject { get; init; }

    public ImmutableSortedDictionary<string, string>? Annotations { get; init; }
}
