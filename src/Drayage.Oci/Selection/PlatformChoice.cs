using System.Collections.Immutable;
using Drayage.Model;
using Drayage.Oci.Content;
using Drayage.Oci.Documents;

namespace Drayage.Oci.Selection;

/// <summary>Chooses platforms of an image: one gives that platform's manifest, several an index of those alone.</summary>
public static class PlatformChoice
{
    private const string ReferenceDigest = "vnd.docker.reference.digest";

    /// <param name="source">Where the image is.</param>
    /// <param name="root">What was named.</param>
    /// <param name="platforms">None for the image as it is.</param>
    /// <param name="name">For messages: as the user named the image.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="ReleaseException">A platform is not among those of the image.</exception>
    public static async Task<ChosenImage> ChooseAsync(
        IImageSource source, ManifestDocument root, ImmutableArray<ImagePlatform> platforms, string name, CancellationToken cancellationToken)
    {
        if (platforms.IsEmpty)
            return new ChosenImage(source, root, root);
        if (root is not ManifestDocument.Index index)
            return await SingleAsync(source, (ManifestDocument.Image)root, platforms, name, cancellationToken);
        var chosen = platforms.Select(platform => Find(index.Content, platform, name)).DistinctBy(descriptor => descriptor.Digest).ToImmutableArray();
        if (chosen.Length == 1)
            return new ChosenImage(source, await source.ReadManifestAsync(chosen[0], cancellationToken), root);
        var digests = chosen.Select(descriptor => descriptor.Digest.ToString()).ToHashSet(StringComparer.Ordinal);
        // Attestations of buildx stand beside the images that they are about.
        var kept = index.Content.Manifests.Where(manifest =>
            digests.Contains(manifest.Digest.ToString())
            || (manifest.Annotations?.GetValueOrDefault(ReferenceDigest) is { } about && digests.Contains(about)));
        var part = ManifestDocument.Of(index.Content with { MediaType = index.MediaType, Manifests = [.. kept] });
        return part.Content.Manifests.Length == index.Content.Manifests.Length
            ? new ChosenImage(source, root, root)
            : new ChosenImage(new SourceWithIndex(source, part), part, root) { IsNewIndex = true };
    }

    /// <summary>The platforms of an index that hold images, in its order.</summary>
    public static ImmutableArray<ImagePlatform> PlatformsOf(ImageIndex index) =>
        [.. index.Manifests.Select(manifest => manifest.Platform).OfType<ImagePlatform>().Where(platform => platform.Os != "unknown")];

    /// <summary>What a configuration says that the image runs on; null for artifacts that are no images.</summary>
    public static async Task<ImagePlatform?> PlatformOfAsync(IImageSource source, ManifestDocument.Image image, CancellationToken cancellationToken) =>
        await ConfigReader.ReadAsync(source, image, cancellationToken) is { Config: var config }
            ? new ImagePlatform { Os = config.Os, Architecture = config.Architecture, Variant = config.Variant, OsVersion = config.OsVersion }
            : null;

    private static async Task<ChosenImage> SingleAsync(
        IImageSource source, ManifestDocument.Image image, ImmutableArray<ImagePlatform> platforms, string name, CancellationToken cancellationToken)
    {
        var offered = await PlatformOfAsync(source, image, cancellationToken);
        foreach (var platform in platforms)
        {
            if (offered is null || !platform.IsServedBy(offered))
                throw Lacking(name, platform, offered is null ? "it is no image for any platform" : $"it is for {offered} alone");
        }
        return new ChosenImage(source, image, image);
    }

    private static Descriptor Find(ImageIndex index, ImagePlatform platform, string name) =>
        index.Manifests.FirstOrDefault(manifest => manifest.Platform == platform)
        ?? index.Manifests.FirstOrDefault(manifest => manifest.Platform is { } offered && platform.IsServedBy(offered))
        ?? throw Lacking(name, platform, PlatformsOf(index) is { IsEmpty: false } offers ? $"it offers {string.Join(", ", offers)}" : "its index names no platforms");

    private static ReleaseException Lacking(string name, ImagePlatform platform, string because) => new(
        ExitCode.Refused, $"image {name} is not there for {platform}", because, $"see what it holds: drayage image inspect {name}");

    /// <summary>Adds to a source the one index that it does not hold.</summary>
    private sealed class SourceWithIndex(IImageSource source, ManifestDocument.Index index) : IImageSource
    {
        public string Origin => source.Origin;

        public async Task<Descriptor?> ResolveAsync(string reference, CancellationToken cancellationToken) =>
            reference == index.Digest.ToString() ? index.Descriptor : await source.ResolveAsync(reference, cancellationToken);

        public async Task<ManifestDocument> ReadManifestAsync(Descriptor descriptor, CancellationToken cancellationToken) =>
            descriptor.Digest == index.Digest ? index : await source.ReadManifestAsync(descriptor, cancellationToken);

        public Task<Stream> OpenBlobAsync(Descriptor descriptor, long offset, CancellationToken cancellationToken) =>
            source.OpenBlobAsync(descriptor, offset, cancellationToken);

        public Task<Stream> OpenUncheckedBlobAsync(Descriptor descriptor, long offset, CancellationToken cancellationToken) =>
            source.OpenUncheckedBlobAsync(descriptor, offset, cancellationToken);
    }
}
