using System.Collections.Immutable;
using Drayage.Oci.Documents;

namespace Drayage.Oci.Assembly;

/// <summary>The image for one platform.</summary>
public sealed record PlatformRecipe
{
    public required ImagePlatform Platform { get; init; }

    public BaseImage Base { get; init; } = new BaseImage.Scratch();

    /// <summary>Bottom first, above the layers of the base.</summary>
    public required ImmutableArray<LayerSource> Layers { get; init; }

    public ImageSettings Settings { get; init; } = new();
}
