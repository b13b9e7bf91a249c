using Drayage.Model;
using Drayage.Oci.Content;
using Drayage.Oci.Distribution;
using Drayage.Oci.Documents;
using Drayage.Oci.Layouts;
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

    /// <summary>Where what is attached to the image is listed; null in docker-archives, which hold images alone.</summary>
    public IReferrerSource? Referrers => Source as IReferrerSource;

    /// <summary>Where something can be attached to the image.</summary>
    /// <exception cref="ReleaseException">It is in a docker-archive.</exception>
    public IReferrerTarget ReferrerTarget => Source switch
    {
        RepositoryClient repository => new RepositoryTarget(repository),
        OciLayout layout => new LayoutTarget(layout),
        _ => throw HoldsImagesAlone(Name),
    };

    public static ReleaseException HoldsImagesAlone(string name) => new(
        ExitCode.Usage, $"nothing is attached to images in {name}", "a docker-archive holds images alone", "name an image in a registry or an OCI layout");
}
