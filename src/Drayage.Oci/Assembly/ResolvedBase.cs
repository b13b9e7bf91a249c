using System.Collections.Immutable;
using System.Text.Json;
using Drayage.Model;
using Drayage.Model.Planning;
using Drayage.Oci.Documents;

namespace Drayage.Oci.Assembly;

/// <summary>A base image for one platform: its manifest and its configuration.</summary>
internal sealed record ResolvedBase(BaseImage.From From, ManifestDocument Root, ManifestDocument.Image Image, ImageConfig Config)
{
    private const int MaxConfigSize = 4 * 1024 * 1024;

    /// <summary>The layers as they stand in the output; at first as the base names them.</summary>
    public ImmutableArray<Descriptor> Layers { get; init; } = Image.Manifest.Layers;

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
        if (config.Config?.Others?.TryGetValue("OnBuild", out var triggers) is true && triggers is { ValueKind: JsonValueKind.Array } && triggers.GetArrayLength() > 0)
            throw Unusable(from, platform, $"it wants commands run in every image that stands on it (ONBUILD: {triggers.GetArrayLength()}), and nothing is run here");
        return new ResolvedBase(from, root, image, config);
    }

    /// <summary>The layers under the format's names for their types; the bytes are the same.</summary>
    /// <exception cref="ReleaseException">Docker's format has no name for one of them.</exception>
    public ImmutableArray<Descriptor> LayersAs(ImageFormat format) =>
        [.. Layers.Select(layer => layer with { MediaType = format == ImageFormat.Docker ? DockerType(layer) : OciType(layer) })];

    private static string OciType(Descriptor layer) => layer.MediaType switch
    {
        MediaTypes.DockerLayerGzip => MediaTypes.OciLayerGzip,
        MediaTypes.DockerLayerTar => MediaTypes.OciLayerTar,
        _ => layer.MediaType,
    };

    private string DockerType(Descriptor layer) => layer.MediaType switch
    {
        MediaTypes.OciLayerGzip => MediaTypes.DockerLayerGzip,
        MediaTypes.OciLayerTar => MediaTypes.DockerLayerTar,
        MediaTypes.DockerLayerGzip or MediaTypes.DockerLayerTar or MediaTypes.DockerForeignLayerGzip => layer.MediaType,
        _ => throw new ReleaseException(
            ExitCode.Refused,
            $"base image {From.Name ?? From.Root.Digest.ToString()} cannot be used for an image in Docker's format",
            $"its layer {layer.Digest} is of the type {layer.MediaType}",
            "take format: oci, or another base"),
    };

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
