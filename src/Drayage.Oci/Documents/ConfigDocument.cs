using Drayage.Model;

namespace Drayage.Oci.Documents;

/// <summary>An image configuration together with its bytes.</summary>
public sealed record ConfigDocument
{
    public required ReadOnlyMemory<byte> Bytes { get; init; }

    public required ImageConfig Config { get; init; }

    public required Descriptor Descriptor { get; init; }

    /// <param name="config">What it says; both formats have the same members.</param>
    /// <param name="mediaType">How a manifest calls it.</param>
    public static ConfigDocument Of(ImageConfig config, string mediaType = MediaTypes.OciConfig) =>
        From(OciJson.Write(config, OciJson.Wire.ImageConfig), config, mediaType);

    /// <exception cref="FormatException">The bytes are not an image configuration.</exception>
    public static ConfigDocument Parse(ReadOnlyMemory<byte> bytes, string mediaType) =>
        From(bytes, OciJson.Read(bytes.Span, OciJson.Wire.ImageConfig), mediaType);

    private static ConfigDocument From(ReadOnlyMemory<byte> bytes, ImageConfig config, string mediaType) => new()
    {
        Bytes = bytes,
        Config = config,
        Descriptor = new Descriptor { MediaType = mediaType, Digest = Digest.OfSha256(bytes.Span), Size = bytes.Length },
    };
}
