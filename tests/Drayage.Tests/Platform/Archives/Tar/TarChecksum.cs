using System.Text;

namespace Drayage.Tests.Platform.Archives.Tar;

/// <summary>Makes headers that a test has changed pass the first check: without it nothing behind that would be reached.</summary>
internal static class TarChecksum
{
    public const int Block = 512;

    /// <summary>Mends the block at an offset, where it is a header.</summary>
    public static void Mend(byte[] tar, int block)
    {
        if (block + Block > tar.Length || !tar.AsSpan(block + 257, 5).SequenceEqual("ustar"u8))
            return;
        tar.AsSpan(block + 148, 8).Fill((byte)' ');
        var sum = tar.AsSpan(block, Block).ToArray().Sum(value => value);
        Encoding.ASCII.GetBytes(Convert.ToString(sum, 8).PadLeft(6, '0') + "\0 ").CopyTo(tar, block + 148);
    }

    /// <summary>Mends every header.</summary>
    public static void Mend(byte[] tar)
    {
        for (var block = 0; block + Block <= tar.Length; block += Block)
            Mend(tar, block);
    }
}
