using Drayage.Model;

namespace Drayage.Oci.Documents;

/// <summary>An image configuration together with its bytes.</summary>
public sealed record ConfigDocument
{
    public required ReadOnlyMemory<byte> Bytes { get; init; }

    public required ImageConfig Config { get; init; }

    public required Descriptor Descriptor { get; init; }

    public static ConfigDocument Of(ImageConfig config)
    {
        var bytes = OciJson.Write(config, OciJson.Wire.ImageConfig);
        return From(bytes, config, MediaTypes.OciConfig);
    }

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
