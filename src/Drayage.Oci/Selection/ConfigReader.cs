using Drayage.Model;
using Drayage.Oci.Content;
using Drayage.Oci.Documents;

namespace Drayage.Oci.Selection;

/// <summary>Reads configurations of images from wherever they are.</summary>
public static class ConfigReader
{
    private const int MaxSize = 4 * 1024 * 1024;

    /// <summary>The configuration, or null where the manifest is of an artifact that has none.</summary>
    /// <exception cref="ReleaseException">It is too large or cannot be read.</exception>
    public static async Task<ConfigDocument?> ReadAsync(IImageSource source, ManifestDocument.Image image, CancellationToken cancellationToken)
    {
        var descriptor = image.Manifest.Config;
        if (descriptor.MediaType is not (MediaTypes.OciConfig or MediaTypes.DockerConfig))
            return null;
        var bytes = await ReadBytesAsync(source, image, cancellationToken);
        try
        {
            var document = ConfigDocument.Parse(bytes, descriptor.MediaType);
            return document.Config.RootFs is { DiffIds.IsDefault: false } ? document : throw new FormatException("it has no diff ids");
        }
        catch (FormatException failure)
        {
            throw Unreadable(source, descriptor, failure.Message, failure);
        }
    }

    /// <summary>The bytes of what the manifest names as its configuration.</summary>
    /// <exception cref="ReleaseException">There are too many.</exception>
    public static async Task<byte[]> ReadBytesAsync(IImageSource source, ManifestDocument.Image image, CancellationToken cancellationToken)
    {
        var descriptor = image.Manifest.Config;
        if (descriptor.Size > MaxSize)
            throw Unreadable(source, descriptor, $"it has {descriptor.Size} bytes, {MaxSize} are allowed", null);
        await using var stream = await source.OpenBlobAsync(descriptor, 0, cancellationToken);
        using var buffer = new MemoryStream();
        await stream.CopyToAsync(buffer, cancellationToken);
        return buffer.ToArray();
    }

    private static ReleaseException Unreadable(IImageSource source, Descriptor descriptor, string because, Exception? inner) => new(
        ExitCode.Refused, $"image configuration {descriptor.Digest} from {source.Origin} cannot be read", because, "build the image anew", inner);
}
