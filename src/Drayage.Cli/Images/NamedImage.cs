using Drayage.Oci.Content;
using Drayage.Oci.Distribution;
using Drayage.Oci.Documents;
using Drayage.Oci.References;

namespace Drayage.Cli.Images;

/// <summary>An image that a command line named, found.</summary>
/// <param name="Location">How it was named, with the default tag where none was given.</param>
/// <param name="Source">Where it is read.</param>
/// <param name="Root">What the name leads to.</param>
/// <param name="Repository">The source once more, where it is a registry's.</param>
internal sealed record NamedImage(ImageLocation Location, IImageSource Source, ManifestDocument Root, RepositoryClient? Repository)
{
    public string Name => Location.ToString();
}
