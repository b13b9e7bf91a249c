using System.Collections.Immutable;
using Drayage.Model;
using Drayage.Oci.Documents;

namespace Drayage.Oci.Assembly;

/// <summary>An image that stands whole in a layout.</summary>
public sealed record AssembledImage
{
    /// <summary>The index, or the manifest of an image for one platform: what a tag will point to.</summary>
    public required Descriptor Root { get; init; }

    /// <summary>Sorted by platform.</summary>
    public required ImmutableArray<AssembledPlatform> Platforms { get; init; }
}

/// <summary>The part of an assembled image for one platform.</summary>
public sealed record AssembledPlatform
{
    public required ImagePlatform Platform { get; init; }

    public required Descriptor Manifest { get; init; }

    public required Descriptor Config { get; init; }

    /// <summary>Those of the base first.</summary>
    public required ImmutableArray<Descriptor> Layers { get; init; }

    /// <summary>Digests of the uncompressed layers.</summary>
    public required ImmutableArray<Digest> DiffIds { get; init; }
}
