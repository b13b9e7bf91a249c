using System.Buffers.Binary;

namespace Drayage.Platform.Archives;

/// <summary>
/// A gzip stream (RFC 1952) of one member with a fixed header: no name, no time, unknown operating system. One member
/// and not one a segment: some readers stop after the first.
/// </summary>
public sealed class GzipOutputStream : SegmentedOutputStream
{
    private static readonly byte[] Header = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];

    private uint crc;
    private long count;

    /// <param name="destination">Receives the compressed bytes.</param>
    /// <param name="leaveOpen">Whether closing this stream leaves <paramref name="destination"/> open.</param>
    public GzipOutputStream(Stream destination, bool leaveOpen)
        : this(destination, leaveOpen, CompressionSlots.Shared)
    {
    }

    internal GzipOutputStream(Stream destination, bool leaveOpen, CompressionSlots slots)
        : base(destination, leaveOpen, slots, static () => new GzipSegment())
    {
    }

    private protected override ValueTask BeginAsync(CancellationToken cancellationToken) =>
        Destination.WriteAsync(Header, cancellationToken);

    private protected override void Account(CompressionSegment segment)
    {
        crc = Crc32.Join(crc, ((GzipSegment)segment).Crc, segment.Length);
        count += segment.Length;
    }

    /// <summary>A final block that holds nothing, the check value and the length modulo 2^32.</summary>
    private protected override ValueTask EndAsync(bool isEmpty)
    {
        var ending = new byte[10];
        ending[0] = 3;
        BinaryPrimitives.WriteUInt32LittleEndian(ending.AsSpan(2), crc);
        BinaryPrimitives.WriteUInt32LittleEndian(ending.AsSpan(6), (uint)count);
        return Destination.WriteAsync(ending);
    }
}
