using System.Buffers.Binary;
using System.Text;
using Drayage.Platform.Archives.Tar;

namespace Drayage.Oci.Archives;

/// <summary>
/// Headers of plain files owned by root, without a time. Their names are digests, so that they fit; sizes beyond 8 GiB are
/// written as GNU's binary numbers, which every reader of images knows.
/// </summary>
internal static class TarFileHeader
{
    private const long MaxOctal = 0x1_FFFF_FFFF;

    public static byte[] Of(string name, long size)
    {
        var block = new byte[TarBlock.Size];
        Encoding.ASCII.GetBytes(name, block.AsSpan(0, 100));
        Octal(block.AsSpan(100, 7), 0b110_100_100);
        Octal(block.AsSpan(108, 7), 0);
        Octal(block.AsSpan(116, 7), 0);
        if (size <= MaxOctal)
        {
            Octal(block.AsSpan(124, 11), size);
        }
        else
        {
            block[124] = 0x80;
            BinaryPrimitives.WriteInt64BigEndian(block.AsSpan(128, 8), size);
        }
        Octal(block.AsSpan(136, 11), 0);
        block[156] = (byte)TarMember.File;
        "ustar\000"u8.CopyTo(block.AsSpan(257));
        block.AsSpan(148, 8).Fill((byte)' ');
        var sum = 0;
        foreach (var value in block)
            sum += value;
        Octal(block.AsSpan(148, 6), sum);
        block[154] = 0;
        return block;
    }

    private static void Octal(Span<byte> field, long value)
    {
        for (var i = field.Length - 1; i >= 0; i--, value >>= 3)
            field[i] = (byte)('0' + (value & 7));
    }
}
