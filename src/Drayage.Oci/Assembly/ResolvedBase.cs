using System.Collections.Immutable;
using Drayage.Model;
using Drayage.Oci.Documents;

namespace Drayage.Oci.Assembly;

/// <summary>A base image for one platform: its manifest and its configuration.</summary>
internal sealed record ResolvedBase(BaseImage.From From, ManifestDocument Root, ManifestDocument.Image Image, ImageConfig Config)
{
    private const int MaxConfigSize = 4 * 1024 * 1024;

    public static async Task<ResolvedBase> ResolveAsync(BaseImage.From from, ImagePlatform platform, CancellationToken cancellationToken)
    {
        var root = await from.Source.ReadManifestAsync(from.Root, cancellationToken);
        var document = root;
        if (document is ManifestDocument.Index index)
            document = await from.Source.ReadManifestAsync(Choose(from, index.Content, platform), cancellationToken);
        if (document is not ManifestDocument.Image image)
            throw Unusable(from, platform, "its index lists another index for the platform");
        var config = await ReadConfigAsync(from, platform, image.Manifest.Config, cancellationToken);
        var offered = new ImagePlatform { Os = config.Os, Architecture = config.Architecture, Variant = config.Variant, OsVersion = config.OsVersion };
        if (!platform.IsServedBy(offered))
            throw Unusable(from, platform, $"it is an image for {offered}");
        if (config.RootFs.DiffIds.Length != image.Manifest.Layers.Length)
            throw Unusable(from, platform, $"its configuration has {config.RootFs.DiffIds.Length} diff ids for {image.Manifest.Layers.Length} layers");
        return new ResolvedBase(from, root, image, config);
    }

    /// <summary>The layers under OCI's names for their types; the bytes are the same.</summary>
    public ImmutableArray<Descriptor> Layers =>
        [.. Image.Manifest.Layers.Select(layer => layer.MediaType == MediaTypes.DockerLayerGzip ? layer with { MediaType = MediaTypes.OciLayerGzip } : layer)];

    private static Descriptor Choose(BaseImage.From from, ImageIndex index, ImagePlatform platform)
    {
        var candidates = index.Manifests.Where(manifest => manifest.Platform is not null).ToList();
        var exact = candidates.Find(manifest => manifest.Platform == platform);
        return exact
            ?? candidates.Find(manifest => platform.IsServedBy(manifest.Platform!))
            ?? throw Unusable(from, platform, $"it offers {string.Join(", ", candidates.Select(manifest => manifest.Platform!.ToString()))}");
    }

    private static async Task<ImageConfig> ReadConfigAsync(
        BaseImage.From from, ImagePlatform platform, Descriptor descriptor, CancellationToken cancellationToken)
    {
        if (descriptor.Size > MaxConfigSize)
            throw Unusable(from, platform, $"its configuration has {descriptor.Size} bytes");
        await using var stream = await from.Source.OpenBlobAsync(descriptor, 0, cancellationToken);
        using var buffer = new MemoryStream();
        await stream.CopyToAsync(buffer, cancellationToken);
        try
        {
            return ConfigDocument.Parse(buffer.ToArray(), descriptor.MediaType).Config;
        }
        catch (FormatException failure)
        {
            throw Unusable(from, platform, $"its configuration cannot be read: {failure.Message}");
        }
    }

    private static ReleaseException Unusable(BaseImage.From from, ImagePlatform platform, string because) => new(
        ExitCode.Refused,
        $"base image {from.Name ?? from.Root.Digest.ToString()} cannot be used for {platform}",
        $"{from.Source.Origin}: {because}",
        "choose a base image that is built for this platform, or leave the platform out");
}
