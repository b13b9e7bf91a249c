using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;

namespace Drayage.Platform.Archives;

/// <summary>
/// A piece of the input of a gzip stream, compressed by itself: deflate blocks (RFC 1951) that refer to nothing before
/// them, none of them final, ending at a byte. Such pieces stand one after the other in one gzip member.
/// </summary>
internal sealed class GzipSegment : IDisposable
{
    /// <summary>
    /// Input bytes of a full segment. A shorter one compresses worse, as each begins without history: of a tree of
    /// binaries this size costs 0.3 percent over no segments at all.
    /// </summary>
    public const int Size = 512 * 1024;

    /// <summary>zlib's own default; higher levels cost several times the time for about one percent.</summary>
    private const int Level = 6;

    private const int HeaderLength = 10;
    private const int TrailerLength = 8;

    /// <summary>What does not compress grows by 5 bytes for each stored block; this is ample.</summary>
    private const int OutputSize = Size + (Size / 8);

    private readonly byte[] input = ArrayPool<byte>.Shared.Rent(Size);
    private readonly byte[] output = ArrayPool<byte>.Shared.Rent(OutputSize);
    private int compressed;

    /// <summary>Input bytes taken so far.</summary>
    public int Length { get; private set; }

    /// <summary>Check value of the input; known once compressed.</summary>
    public uint Crc { get; private set; }

    public bool IsFull => Length == Size;

    /// <summary>The deflate blocks; valid until the next <see cref="Clear"/>.</summary>
    public ReadOnlyMemory<byte> Blocks => output.AsMemory(HeaderLength, compressed - HeaderLength);

    public void Clear() => Length = 0;

    /// <summary>Takes what there is room for and says how much that was.</summary>
    public int Fill(ReadOnlySpan<byte> buffer)
    {
        var taken = Math.Min(buffer.Length, Size - Length);
        buffer[..taken].CopyTo(input.AsSpan(Length));
        Length += taken;
        return taken;
    }

    public void Compress()
    {
        // The library makes a whole member of it. Of that member header, final block and length are left out; its
        // check value, which the library computes on the way, is kept.
        var member = new MemoryStream(output);
        using (var gzip = new GZipStream(member, new ZLibCompressionOptions { CompressionLevel = Level }, leaveOpen: true))
        {
            gzip.Write(input, 0, Length);
            gzip.Flush();
            compressed = (int)member.Position;
        }
        Crc = BinaryPrimitives.ReadUInt32LittleEndian(output.AsSpan((int)member.Position - TrailerLength));
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(input);
        ArrayPool<byte>.Shared.Return(output);
    }
}
