namespace Drayage.Platform.Archives;

/// <summary>
/// Joins CRC-32 check values (RFC 1952, section 8) of parts to that of the whole, without the parts' bytes. A check
/// value is a polynomial over GF(2), highest power in the lowest bit, modulo <see cref="Polynomial"/>; appending a byte
/// multiplies it by x to the eighth.
/// </summary>
internal static class Crc32
{
    private const uint Polynomial = 0xEDB8_8320;

    /// <summary>The polynomial 1.</summary>
    private const uint One = 0x8000_0000;

    /// <summary>x to the eighth: one byte.</summary>
    private const uint OneByte = 0x0080_0000;

    /// <summary>The check value of two parts one after the other.</summary>
    /// <param name="first">Check value of what stands before; 0 for nothing.</param>
    /// <param name="second">Check value of what follows.</param>
    /// <param name="secondLength">Length in bytes of what follows.</param>
    public static uint Join(uint first, uint second, long secondLength) => Multiply(first, BytePower(secondLength)) ^ second;

    private static uint BytePower(long bytes)
    {
        var power = One;
        for (var square = OneByte; bytes > 0; bytes >>= 1, square = Multiply(square, square))
        {
            if ((bytes & 1) == 1)
                power = Multiply(power, square);
        }
        return power;
    }

    private static uint Multiply(uint left, uint right)
    {
        var product = 0u;
        for (var bit = One; bit != 0; bit >>= 1)
        {
            if ((left & bit) != 0)
                product ^= right;
            right = (right & 1) == 0 ? right >> 1 : (right >> 1) ^ Polynomial;
        }
        return product;
    }
}
