using System.Text;

namespace Drayage.Platform.Archives;

/// <summary>
/// One 512-byte ustar header (IEEE Std 1003.1-2017, pax, "ustar Interchange Format"). What does not fit is reported by
/// <see cref="PaxRecords"/> and travels in a pax header before it.
/// </summary>
internal sealed record UstarHeader
{
    public const int BlockSize = 512;
    public const long MaxSize = 0x1_FFFF_FFFF;
    public const int MaxId = 0x1F_FFFF;
    public const int NameLength = 100;
    public const int PrefixLength = 155;

    public required string Name { get; init; }

    public string Prefix { get; init; } = "";

    public required char Type { get; init; }

    public required UnixFileMode Mode { get; init; }

    public required ArchiveOwner Owner { get; init; }

    public required long Size { get; init; }

    /// <summary>Seconds since 1970.</summary>
    public required long Modified { get; init; }

    public string LinkName { get; init; } = "";

    public byte[] ToBytes()
    {
        var block = new byte[BlockSize];
        WriteText(block, 0, NameLength, Name);
        WriteOctal(block, 100, 8, (long)Mode);
        WriteOctal(block, 108, 8, Math.Min(Owner.UserId, MaxId));
        WriteOctal(block, 116, 8, Math.Min(Owner.GroupId, MaxId));
        WriteOctal(block, 124, 12, Math.Min(Size, MaxSize));
        WriteOctal(block, 136, 12, Modified);
        block[156] = (byte)Type;
        WriteText(block, 157, NameLength, LinkName);
        "ustar\000"u8.CopyTo(block.AsSpan(257));
        WriteText(block, 345, PrefixLength, Prefix);
        WriteChecksum(block);
        return block;
    }

    /// <summary>Splits at a slash so that the path fits name and prefix; false when there is no such slash.</summary>
    public static bool TrySplit(string path, out string prefix, out string name)
    {
        (prefix, name) = ("", path);
        if (path.AsSpan().ContainsAnyExceptInRange('\u0001', '\u007f'))
            return false;
        if (path.Length <= NameLength)
            return true;
        for (var slash = path.IndexOf('/'); slash is >= 0 and <= PrefixLength; slash = path.IndexOf('/', slash + 1))
        {
            if (path.Length - slash - 1 > NameLength || slash == path.Length - 1)
                continue;
            (prefix, name) = (path[..slash], path[(slash + 1)..]);
            return true;
        }
        return false;
    }

    private static void WriteText(byte[] block, int offset, int length, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        bytes.AsSpan(0, Math.Min(bytes.Length, length)).CopyTo(block.AsSpan(offset));
    }

    private static void WriteOctal(byte[] block, int offset, int length, long value)
    {
        var digits = Convert.ToString(value, 8).PadLeft(length - 1, '0');
        Encoding.ASCII.GetBytes(digits, block.AsSpan(offset, length - 1));
    }

    private static void WriteChecksum(byte[] block)
    {
        block.AsSpan(148, 8).Fill((byte)' ');
        var sum = 0;
        foreach (var value in block)
            sum += value;
        WriteOctal(block, 148, 7, sum);
        block[154] = 0;
    }
}
