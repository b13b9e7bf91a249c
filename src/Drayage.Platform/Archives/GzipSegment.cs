using System.Buffers.Binary;
using System.IO.Compression;

namespace Drayage.Platform.Archives;

/// <summary>
/// A segment of a gzip stream: deflate blocks (RFC 1951) that refer to nothing before them, none of them final, ending
/// at a byte. Such segments stand one after the other in one gzip member.
/// </summary>
internal sealed class GzipSegment() : CompressionSegment(Size, Size + (Size / 8))
{
    /// <summary>
    /// A shorter segment compresses worse, as each begins without history: of a tree of binaries this size costs 0.3
    /// percent over no segments at all.
    /// </summary>
    public const int Size = 512 * 1024;

    /// <summary>
    /// The runtime's compressor comes within 3 percent of what <c>gzip -6</c> makes of programs and of text; its level 6
    /// would take a sixth more time for 0.4 percent.
    /// </summary>
    private const int Level = 5;

    private const int HeaderLength = 10;
    private const int TrailerLength = 8;

    /// <summary>Check value of the input; known once compressed.</summary>
    public uint Crc { get; private set; }

    protected override Range Compress(ReadOnlySpan<byte> plain, byte[] destination)
    {
        // The library makes a whole member of it. Of that member header, final block and length are left out; its
        // check value, which the library computes on the way, is kept.
        var member = new MemoryStream(destination);
        int end;
        using (var gzip = new GZipStream(member, new ZLibCompressionOptions { CompressionLevel = Level }, leaveOpen: true))
        {
            gzip.Write(plain);
            gzip.Flush();
            end = (int)member.Position;
        }
        Crc = BinaryPrimitives.ReadUInt32LittleEndian(destination.AsSpan((int)member.Position - TrailerLength));
        return HeaderLength..end;
    }
}
