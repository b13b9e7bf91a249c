using System.Collections.Immutable;

namespace Drayage.Registries.Oci;

/// <summary>An image index, the form of a referrers list.</summary>
internal sealed record OciIndex
{
    public const string IndexMediaType = "application/vnd.oci.image.index.v1+json";

    public int SchemaVersion { get; } = 2;

    public string MediaType { get; } = IndexMediaType;

    public required ImmutableArray<OciDescriptor> Manifests { get; init; }
}
