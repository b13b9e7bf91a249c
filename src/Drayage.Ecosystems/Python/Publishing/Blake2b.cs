using System.Buffers.Binary;
using System.Numerics;

namespace Drayage.Ecosystems.Python.Publishing;

/// <summary>BLAKE2b without key (RFC 7693): indexes name uploads by its 256-bit form, which .NET does not have.</summary>
internal sealed class Blake2b
{
    private const int BlockSize = 128;
    private const int Rounds = 12;

    private static readonly ulong[] InitialVector =
    [
        0x6a09e667f3bcc908, 0xbb67ae8584caa73b, 0x3c6ef372fe94f82b, 0xa54ff53a5f1d36f1,
        0x510e527fade682d1, 0x9b05688c2b3e6c1f, 0x1f83d9abfb41bd6b, 0x5be0cd19137e2179,
    ];

    // The message schedule, a line a round; rounds 10 and 11 repeat the first two.
    private static readonly byte[] Schedule =
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

    private readonly int digestSize;
    private readonly ulong[] state = (ulong[])InitialVector.Clone();
    private readonly byte[] block = new byte[BlockSize];
    private int filled;
    private ulong hashed;

    /// <param name="digestSize">Bytes of the digest, 1 to 64.</param>
    public Blake2b(int digestSize)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(digestSize, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(digestSize, 64);
        this.digestSize = digestSize;
        state[0] ^= 0x01010000 ^ (ulong)digestSize;
    }

    public void Append(ReadOnlySpan<byte> content)
    {
        while (content.Length > 0)
        {
            // The last block is hashed differently, so a full one waits until more is known to come.
            if (filled == BlockSize)
            {
                hashed += BlockSize;
                Compress(isLast: false);
                filled = 0;
            }
            var taken = Math.Min(BlockSize - filled, content.Length);
            content[..taken].CopyTo(block.AsSpan(filled));
            filled += taken;
            content = content[taken..];
        }
    }

    /// <summary>The digest. Nothing can be appended afterwards.</summary>
    public byte[] Finish()
    {
        hashed += (ulong)filled;
        block.AsSpan(filled).Clear();
        Compress(isLast: true);
        Span<byte> whole = stackalloc byte[64];
        for (var i = 0; i < state.Length; i++)
            BinaryPrimitives.WriteUInt64LittleEndian(whole[(8 * i)..], state[i]);
        return whole[..digestSize].ToArray();
    }

    private void Compress(bool isLast)
    {
        Span<ulong> message = stackalloc ulong[16];
        for (var i = 0; i < message.Length; i++)
            message[i] = BinaryPrimitives.ReadUInt64LittleEndian(block.AsSpan(8 * i));
        Span<ulong> work = stackalloc ulong[16];
        state.CopyTo(work);
        InitialVector.CopyTo(work[8..]);
        work[12] ^= hashed;
        if (isLast)
            work[14] = ~work[14];
        for (var round = 0; round < Rounds; round++)
            Mix(work, message, Schedule.AsSpan(16 * (round % 10), 16));
        for (var i = 0; i < state.Length; i++)
            state[i] ^= work[i] ^ work[i + 8];
    }

    private static void Mix(Span<ulong> work, ReadOnlySpan<ulong> message, ReadOnlySpan<byte> order)
    {
        // Columns, then diagonals.
        for (var i = 0; i < 4; i++)
            Mix(ref work[i], ref work[i + 4], ref work[i + 8], ref work[i + 12], message[order[2 * i]], message[order[(2 * i) + 1]]);
        for (var i = 0; i < 4; i++)
        {
            Mix(
                ref work[i], ref work[((i + 1) % 4) + 4], ref work[((i + 2) % 4) + 8], ref work[((i + 3) % 4) + 12],
                message[order[8 + (2 * i)]], message[order[9 + (2 * i)]]);
        }
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
