using Drayage.Oci.Documents;

namespace Drayage.Oci.Archives;

/// <summary>How the bytes of a layer are packed, told by their beginning.</summary>
internal static class LayerForm
{
    public const int Probe = 6;

    /// <exception cref="InvalidDataException">The form is one that image manifests have no media type for.</exception>
    public static string MediaTypeOf(ReadOnlySpan<byte> beginning)
    {
        if (beginning.StartsWith((ReadOnlySpan<byte>)[0x1f, 0x8b]))
            return MediaTypes.OciLayerGzip;
        if (beginning.StartsWith((ReadOnlySpan<byte>)[0x28, 0xb5, 0x2f, 0xfd]))
            return MediaTypes.OciLayerZstd;
        if (beginning.StartsWith((ReadOnlySpan<byte>)[0xfd, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0]))
            throw new InvalidDataException("it is compressed with xz");
        if (beginning.StartsWith("BZh"u8))
            throw new InvalidDataException("it is compressed with bzip2");
        return MediaTypes.OciLayerTar;
    }
}
