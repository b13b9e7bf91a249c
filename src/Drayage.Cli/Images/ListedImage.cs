using System.Collections.Immutable;
using Drayage.Model;
using Drayage.Oci.Content;
using Drayage.Oci.Documents;
using Drayage.Oci.Selection;

namespace Drayage.Cli.Images;

/// <summary>A name of a repository, layout or archive, and what it leads to.</summary>
/// <param name="Name">A tag, a layout's reference or an archive's <c>repository:tag</c>; null for entries without a name.</param>
/// <param name="Digest">Null where it was not asked for, or was gone when it was.</param>
/// <param name="Kind">What a manifest without platforms is: its artifact type.</param>
internal sealed record ListedImage(string? Name, Digest? Digest, ImmutableArray<ImagePlatform> Platforms, string? Kind)
{
    public static async Task<ListedImage> OfAsync(string? name, IImageSource source, ManifestDocument document, CancellationToken cancellationToken)
    {
        if (document is ManifestDocument.Index index)
            return new ListedImage(name, document.Digest, PlatformChoice.PlatformsOf(index.Content), index.Content.ArtifactType);
        var image = (ManifestDocument.Image)document;
        return await PlatformChoice.PlatformOfAsync(source, image, cancellationToken) is { } platform
            ? new ListedImage(name, document.Digest, [platform], null)
            : new ListedImage(name, document.Digest, [], image.Manifest.ArtifactType ?? image.Manifest.Config.MediaType);
    }
}
