using System.Buffers.Binary;
using System.Numerics;

namespace Drayage.Registries.Python;

/// <summary>BLAKE2b without key, fed in pieces (RFC 7693). Python indexes name files by its 32-byte form, <c>blake2_256</c>.</summary>
internal sealed class Blake2b
{
    private const int BlockSize = 128;
    private const int Rounds = 12;

    private static readonly ulong[] Initial =
    [
        0x6a09e667f3bcc908, 0xbb67ae8584caa73b, 0x3c6ef372fe94f82b, 0xa54ff53a5f1d36f1,
        0x510e527fade682d1, 0x9b05688c2b3e6c1f, 0x1f83d9abfb41bd6b, 0x5be0cd19137e2179,
    ];

    // The permutations of section 2.7; rounds 10 and 11 begin again with the first two.
    private static readonly byte[] Sigma =
    [
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
        14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3,
        11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4,
        7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8,
        9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13,
        2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9,
        12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11,
        13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10,
        6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5,
        10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0,
    ];

    private readonly ulong[] state = [.. Initial];
    private readonly byte[] block = new byte[BlockSize];
    private readonly int hashSize;
    private int filled;
    private ulong counted;

    /// <param name="hashSize">Bytes of the hash, 1 to 64.</param>
    public Blake2b(int hashSize)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(hashSize is >= 1 and <= 64, true, nameof(hashSize));
        this.hashSize = hashSize;
        state[0] ^= 0x01010000UL ^ (ulong)hashSize;
    }

    public void Append(ReadOnlySpan<byte> content)
    {
        while (content.Length > 0)
        {
            // The last block is compressed differently, so a full one waits until it is known not to be the last.
            if (filled == BlockSize)
            {
                counted += BlockSize;
                Compress(isLast: false);
                filled = 0;
            }
            var taken = Math.Min(BlockSize - filled, content.Length);
            content[..taken].CopyTo(block.AsSpan(filled));
            filled += taken;
            content = content[taken..];
        }
    }

    /// <summary>Ends the hash; the object is spent.</summary>
    public byte[] Finish()
    {
        counted += (ulong)filled;
        block.AsSpan(filled).Clear();
        Compress(isLast: true);
        var hash = new byte[64];
        for (var word = 0; word < 8; word++)
            BinaryPrimitives.WriteUInt64LittleEndian(hash.AsSpan(word * 8), state[word]);
        return hash[..hashSize];
    }

    private void Compress(bool isLast)
    {
        Span<ulong> message = stackalloc ulong[16];
        for (var word = 0; word < 16; word++)
            message[word] = BinaryPrimitives.ReadUInt64LittleEndian(block.AsSpan(word * 8));
        Span<ulong> v = stackalloc ulong[16];
        state.CopyTo(v);
        Initial.CopyTo(v[8..]);
        // The counter's upper half would matter beyond 2^64 bytes only.
        v[12] ^= counted;
        if (isLast)
            v[14] = ~v[14];
        for (var round = 0; round < Rounds; round++)
            Round(v, message, Sigma.AsSpan(round % 10 * 16, 16));
        for (var word = 0; word < 8; word++)
            state[word] ^= v[word] ^ v[word + 8];
    }

    private static void Round(Span<ulong> v, ReadOnlySpan<ulong> m, ReadOnlySpan<byte> s)
    {
        Mix(ref v[0], ref v[4], ref v[8], ref v[12], m[s[0]], m[s[1]]);
        Mix(ref v[1], ref v[5], ref v[9], ref v[13], m[s[2]], m[s[3]]);
        Mix(ref v[2], ref v[6], ref v[10], ref v[14], m[s[4]], m[s[5]]);
        Mix(ref v[3], ref v[7], ref v[11], ref v[15], m[s[6]], m[s[7]]);
        Mix(ref v[0], ref v[5], ref v[10], ref v[15], m[s[8]], m[s[9]]);
        Mix(ref v[1], ref v[6], ref v[11], ref v[12], m[s[10]], m[s[11]]);
        Mix(ref v[2], ref v[7], ref v[8], ref v[13], m[s[12]], m[s[13]]);
        Mix(ref v[3], ref v[4], ref v[9], ref v[14], m[s[14]], m[s[15]]);
    }

    private static void Mix(ref ulong a, ref ulong b, ref ulong c, ref ulong d, ulong x, ulong y)
    {
        a += b + x;
        d = BitOperations.RotateRight(d ^ a, 32);
        c += d;
        b = BitOperations.RotateRight(b ^ c, 24);
        a += b + y;
        d = BitOperations.RotateRight(d ^ a, 16);
        c += d;
        b = BitOperations.RotateRight(b ^ c, 63);
    }
}
