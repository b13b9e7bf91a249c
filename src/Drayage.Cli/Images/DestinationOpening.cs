using Drayage.Model;
using Drayage.Oci.Archives;
using Drayage.Oci.Distribution;
using Drayage.Oci.Documents;
using Drayage.Oci.Layouts;
using Drayage.Oci.References;
using Drayage.Oci.Selection;

namespace Drayage.Cli.Images;

/// <summary>Makes the places ready that an image will be copied to.</summary>
internal sealed class DestinationOpening(RegistryAccess registries, NamedImage named, ChosenImage chosen)
{
    /// <exception cref="ReleaseException">The place cannot take this image.</exception>
    public async Task<CopyDestination> OpenAsync(ImageLocation location, CancellationToken cancellationToken) => location switch
    {
        ImageLocation.InRegistry registry => OfRegistry(registry),
        ImageLocation.InLayout layout => await OfLayoutAsync(layout, cancellationToken),
        ImageLocation.InArchive archive => await OfArchiveAsync(archive, cancellationToken),
        _ => throw new InvalidOperationException($"unknown location {location}"),
    };

    private CopyDestination OfRegistry(ImageLocation.InRegistry location)
    {
        var reference = location.Reference;
        if (reference.Digest is { } digest && digest != chosen.Root.Digest)
        {
            throw new ReleaseException(
                ExitCode.Usage, $"{reference} cannot receive this image", $"what is copied is {chosen.Root.Digest}", $"write {reference.Name}:TAG, or that digest");
        }
        var repository = registries.Open(reference);
        // In one registry, blobs need not go over the wire.
        var mountFrom = named.Repository is { } from && from.Registry == repository.Registry ? from.Name : null;
        return new CopyDestination(location, new RepositoryTarget(repository, mountFrom, reference.Tag));
    }

    private static async Task<CopyDestination> OfLayoutAsync(ImageLocation.InLayout location, CancellationToken cancellationToken)
    {
        var layout = await OciLayout.CreateAsync(location.Directory, cancellationToken);
        var name = location.Reference.Length == 0 || Digest.TryParse(location.Reference, out _) ? null : location.Reference;
        return new CopyDestination(location, new LayoutTarget(layout))
        {
            ListAsync = (root, token) => layout.AddReferenceAsync(root.Descriptor, name, token),
        };
    }

    private async Task<CopyDestination> OfArchiveAsync(ImageLocation.InArchive location, CancellationToken cancellationToken)
    {
        if (chosen.Root is not ManifestDocument.Image image)
        {
            throw new ReleaseException(
                ExitCode.Usage,
                $"docker-archive {location.File} cannot hold image {named.Name}",
                $"an archive holds one platform; the image has {string.Join(", ", PlatformChoice.PlatformsOf(((ManifestDocument.Index)chosen.Root).Content))}",
                "choose one with --platform");
        }
        var config = await ConfigReader.ReadAsync(chosen.Source, image, cancellationToken);
        return new CopyDestination(location, DockerArchiveTarget.Create(location.File, image, config, Name(location) is { } name ? [name] : []));
    }

    /// <summary>As the user says, else as the image is named where it comes from.</summary>
    private ImageReference? Name(ImageLocation.InArchive location)
    {
        if (location.Reference.Length == 0)
            return named.Location is ImageLocation.InRegistry { Reference.Tag: not null } from ? from.Reference : null;
        return ImageReference.TryParse(location.Reference, out var reference, out var problem)
            ? reference
            : throw new ReleaseException(ExitCode.Usage, $"'{location}' cannot be written", $"'{location.Reference}': {problem}", "write docker-archive:FILE:repository:tag");
    }
}
