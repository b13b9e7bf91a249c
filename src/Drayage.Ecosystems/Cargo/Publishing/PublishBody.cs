using System.Buffers.Binary;
using System.Net;

namespace Drayage.Ecosystems.Cargo.Publishing;

/// <summary>The body of a publish: length and metadata, then length and .crate, lengths of 32 bits, little-endian.</summary>
/// <param name="metadata">JSON.</param>
/// <param name="crate">The file; closed with the body.</param>
/// <param name="crateLength">Its bytes.</param>
internal sealed class PublishBody(ReadOnlyMemory<byte> metadata, Stream crate, long crateLength) : HttpContent
{
    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(Length(metadata.Length), cancellationToken);
        await stream.WriteAsync(metadata, cancellationToken);
        await stream.WriteAsync(Length(crateLength), cancellationToken);
        await crate.CopyToAsync(stream, cancellationToken);
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override bool TryComputeLength(out long length)
    {
        length = sizeof(uint) + metadata.Length + sizeof(uint) + crateLength;
        return true;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            crate.Dispose();
        base.Dispose(disposing);
    }

    private static byte[] Length(long count)
    {
        var bytes = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, checked((uint)count));
        return bytes;
    }
}
