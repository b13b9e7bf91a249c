using Drayage.Oci.Content;
using Drayage.Oci.Documents;

namespace Drayage.Oci.Assembly;

/// <summary>What an image stands upon.</summary>
public abstract record BaseImage
{
    private BaseImage()
    {
    }

    /// <summary>Nothing.</summary>
    public sealed record Scratch : BaseImage;

    /// <summary>
    /// Another image; its layers are taken over byte for byte, unless <see cref="CompressLayers"/> is set. From an index the manifest for the platform is taken.
    /// </summary>
    /// <param name="Source">A layout, a docker-archive or a repository.</param>
    /// <param name="Root">The manifest or index, already resolved to a digest.</param>
    /// <param name="Name">How the user named it, for <see cref="ImageAnnotations.BaseName"/>.</param>
    public sealed record From(IImageSource Source, Descriptor Root, string? Name = null) : BaseImage
    {
        /// <summary>
        /// Whether the layers stay where they are: only manifests go into the layout, and whoever delivers the image finds
        /// the layers through <see cref="Layouts.OutsideLayers"/>. For a base in a registry.
        /// </summary>
        public bool LayersStay { get; init; }

        /// <summary>Whether layers that are not compressed are, on their way over. For a docker-archive.</summary>
        public bool CompressLayers { get; init; }
    }
}
