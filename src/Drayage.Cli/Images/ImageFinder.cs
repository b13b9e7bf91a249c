using Drayage.Model;
using Drayage.Oci.Archives;
using Drayage.Oci.Content;
using Drayage.Oci.Distribution;
using Drayage.Oci.Documents;
using Drayage.Oci.Layouts;
using Drayage.Oci.References;

namespace Drayage.Cli.Images;

/// <summary>Finds images by what command lines say.</summary>
internal sealed class ImageFinder(RegistryAccess registries, string directory)
{
    public ImageLocation Locate(string text) => ImageLocation.Parse(text, directory) is ImageLocation.InRegistry found
        ? new ImageLocation.InRegistry(found.Reference.WithDefaultTag())
        : ImageLocation.Parse(text, directory);

    /// <exception cref="ReleaseException">There is no such image, or what holds it cannot be read.</exception>
    public async Task<NamedImage> FindAsync(string text, CancellationToken cancellationToken) => Locate(text) switch
    {
        ImageLocation.InRegistry location => await InRegistryAsync(location, cancellationToken),
        ImageLocation.InLayout location => await InLayoutAsync(location, cancellationToken),
        ImageLocation.InArchive location => await InArchiveAsync(location, cancellationToken),
        var other => throw new InvalidOperationException($"unknown location {other}"),
    };

    private async Task<NamedImage> InRegistryAsync(ImageLocation.InRegistry location, CancellationToken cancellationToken)
    {
        var repository = registries.Open(location.Reference);
        try
        {
            var name = location.Reference.Digest?.ToString() ?? location.Reference.Tag!.Value;
            var root = await repository.FindManifestAsync(name, cancellationToken)
                ?? throw Absent(location, "the registry answers 404", $"list its tags: drayage image ls {location.Reference.Name}");
            return new NamedImage(location, repository, root, repository);
        }
        catch (RegistryException refused)
        {
            throw refused.ToReleaseException($"image {location} cannot be read");
        }
    }

    private static async Task<NamedImage> InLayoutAsync(ImageLocation.InLayout location, CancellationToken cancellationToken)
    {
        var layout = await OciLayout.OpenAsync(location.Directory, cancellationToken);
        var found = await layout.ResolveAsync(location.Reference, cancellationToken)
            ?? await ByDigestAsync(layout, location.Reference, cancellationToken)
            ?? throw Absent(location, Because(location.Reference, (await layout.ReadIndexAsync(cancellationToken)).Length), $"list what it holds: drayage image ls oci:{location.Directory}");
        return await ReadAsync(location, layout, found, cancellationToken);
    }

    /// <summary>A digest may name a manifest below an index, which the layout's own list does not show.</summary>
    private static async Task<Descriptor?> ByDigestAsync(OciLayout layout, string reference, CancellationToken cancellationToken)
    {
        if (!Digest.TryParse(reference, out var digest))
            return null;
        foreach (var entry in (await layout.ReadIndexAsync(cancellationToken)).Where(entry => MediaTypes.IsIndex(entry.MediaType)))
        {
            if (await layout.ReadManifestAsync(entry, cancellationToken) is ManifestDocument.Index index
                && index.Content.Manifests.FirstOrDefault(child => child.Digest == digest) is { } found)
                return found;
        }
        return null;
    }

    private static async Task<NamedImage> InArchiveAsync(ImageLocation.InArchive location, CancellationToken cancellationToken)
    {
        var archive = await DockerArchive.OpenAsync(location.File, cancellationToken);
        var found = await archive.ResolveAsync(location.Reference, cancellationToken)
            ?? throw Absent(location, Because(location.Reference, archive.Images.Length), $"list what it holds: drayage image ls docker-archive:{location.File}");
        return await ReadAsync(location, archive, found, cancellationToken);
    }

    private static async Task<NamedImage> ReadAsync(ImageLocation location, IImageSource source, Descriptor found, CancellationToken cancellationToken) =>
        MediaTypes.IsManifest(found.MediaType) || MediaTypes.IsIndex(found.MediaType)
            ? new NamedImage(location, source, await source.ReadManifestAsync(found, cancellationToken), Repository: null)
            : throw Absent(location, $"it leads to content of the type {found.MediaType}", "name a manifest or an index");

    private static string Because(string reference, int images) => reference.Length > 0
        ? $"it has {Counted.Of(images, "image")}, none of that name"
        : $"it has {Counted.Of(images, "image")}, and none was named";

    private static ReleaseException Absent(ImageLocation location, string because, string hint) =>
        new(ExitCode.Refused, $"image {location} is not there", because, hint);
}
