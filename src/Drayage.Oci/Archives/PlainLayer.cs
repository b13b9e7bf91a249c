using System.Buffers;
using System.IO.Compression;
using Drayage.Model;
using Drayage.Oci.Documents;
using Drayage.Platform.Archives;

namespace Drayage.Oci.Archives;

/// <summary>Layers as the tar streams that they are of.</summary>
internal static class PlainLayer
{
    /// <summary>What a layer may unpack to: more is made to fill disks, or to take for ever.</summary>
    public const long MaxBytes = 64L * 1024 * 1024 * 1024;

    private const int BufferSize = 256 * 1024;

    /// <summary>Why a layer of that type cannot be unpacked here; null where it can.</summary>
    public static string? Refusal(string mediaType) => mediaType switch
    {
        MediaTypes.OciLayerTar or MediaTypes.OciLayerGzip or MediaTypes.DockerLayerGzip => null,
        MediaTypes.OciLayerZstd => "a layer is compressed with zstd",
        _ when MediaTypes.IsForeignLayer(mediaType) => "a layer is not distributed with the image",
        _ => $"a layer has the type {mediaType}",
    };

    /// <summary>The tar stream in a blob's stream; closing it closes the blob's.</summary>
    public static Stream Open(Stream blob, string mediaType) => mediaType == MediaTypes.OciLayerTar ? blob : Unpack(blob, leaveOpen: false);

    /// <summary>Writes the tar stream and tells its digest. The blob is read to its end, where it is checked.</summary>
    public static async Task<Digest> CopyAsync(Stream blob, string mediaType, Stream output, Digest like, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            using var hash = like.NewHash();
            await using var plain = mediaType == MediaTypes.OciLayerTar ? null : Unpack(blob, leaveOpen: true);
            int read;
            while ((read = await (plain ?? blob).ReadAsync(buffer, cancellationToken)) > 0)
            {
                hash.AppendData(buffer, 0, read);
                await output.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            }
            await blob.CopyToAsync(Stream.Null, cancellationToken);
            return Digest.FromHash(like.Algorithm, hash.GetHashAndReset());
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static LimitedReadStream Unpack(Stream blob, bool leaveOpen) =>
        new(new GZipStream(blob, CompressionMode.Decompress, leaveOpen), MaxBytes, leaveOpen: false);
}
