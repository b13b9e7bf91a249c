using System.Text;

namespace Drayage.Platform.Archives.Tar;

/// <summary>
/// The fields of one 512-byte header block: ustar (IEEE Std 1003.1-2017, pax), GNU's variant with binary numbers, and
/// what came before either.
/// </summary>
public static class TarBlock
{
    public const int Size = 512;

    private const int Checksum = 148;
    private const int ChecksumLength = 8;

    /// <exception cref="InvalidDataException">The block is no tar header.</exception>
    internal static TarMember Parse(ReadOnlySpan<byte> block, long offset)
    {
        CheckSum(block, offset);
        var type = (char)block[156];
        var isPosix = block.Slice(257, 6).SequenceEqual("ustar\0"u8);
        var prefix = isPosix ? Text(block.Slice(345, 155)) : "";
        var name = Text(block[..100]);
        var isDevice = type is TarMember.CharacterDevice or TarMember.BlockDevice;
        return new TarMember
        {
            Name = prefix.Length > 0 ? $"{prefix}/{name}" : name,
            Type = type is '\0' or '7' ? TarMember.File : type,
            Mode = (int)(Number(block.Slice(100, 8), "mode", offset) & 0xFFF),
            UserId = Number(block.Slice(108, 8), "owner", offset),
            GroupId = Number(block.Slice(116, 8), "group", offset),
            Size = Number(block.Slice(124, 12), "size", offset),
            LinkName = Text(block.Slice(157, 100)),
            Device = isDevice
                ? ((int)Number(block.Slice(329, 8), "device", offset), (int)Number(block.Slice(337, 8), "device", offset))
                : default,
            Offset = offset + Size,
        };
    }

    private static string Text(ReadOnlySpan<byte> field)
    {
        var end = field.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? field : field[..end]);
    }

    private static long Number(ReadOnlySpan<byte> field, string what, long offset)
    {
        if ((field[0] & 0x80) != 0)
            return Binary(field, what, offset);
        var value = 0L;
        foreach (var character in field.Trim(" \0"u8))
        {
            if (character is < (byte)'0' or > (byte)'7')
                throw new InvalidDataException($"at byte {offset}: the {what} is not an octal number");
            value = (value << 3) | (uint)(character - '0');
        }
        return value;
    }

    /// <summary>GNU's numbers in base 256: the first byte is 0x80, or 0xff for the negative ones, which make no sense here.</summary>
    private static long Binary(ReadOnlySpan<byte> field, string what, long offset)
    {
        var value = 0L;
        foreach (var digit in field[1..])
        {
            if (field[0] != 0x80 || value > long.MaxValue >> 8)
                throw new InvalidDataException($"at byte {offset}: the {what} is negative or beyond 64 bits");
            value = (value << 8) | digit;
        }
        return value;
    }

    private static void CheckSum(ReadOnlySpan<byte> block, long offset)
    {
        // Some old programs added up signed bytes.
        var (unsigned, signed) = (0L, 0L);
        for (var i = 0; i < Size; i++)
        {
            var value = i is >= Checksum and < Checksum + ChecksumLength ? (byte)' ' : block[i];
            unsigned += value;
            signed += (sbyte)value;
        }
        var told = Number(block.Slice(Checksum, ChecksumLength), "checksum", offset);
        if (told != unsigned && told != signed)
            throw new InvalidDataException($"at byte {offset}: the header's checksum is {told}, its bytes give {unsigned}");
    }
}
