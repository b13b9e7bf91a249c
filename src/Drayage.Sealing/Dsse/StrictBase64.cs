namespace Drayage.Sealing.Dsse;

/// <summary>
/// Base64 (RFC 4648) with exactly one text for each content: padded, without white space, without stray bits. DSSE
/// allows the standard and the URL-safe alphabet, but not a mixture.
/// </summary>
internal static class StrictBase64
{
    /// <exception cref="FormatException">The text is no such base64.</exception>
    public static byte[] Decode(string text, string field)
    {
        var isUrlSafe = text.AsSpan().ContainsAny('-', '_');
        if (isUrlSafe && text.AsSpan().ContainsAny('+', '/'))
            throw new FormatException($"the field {field} mixes the two alphabets of base64");
        var standard = isUrlSafe ? text.Replace('-', '+').Replace('_', '/') : text;
        var bytes = new byte[standard.Length];
        if (!Convert.TryFromBase64String(standard, bytes, out var length)
            || Convert.ToBase64String(bytes, 0, length) != standard)
        {
            throw new FormatException($"the field {field} is not base64");
        }
        return bytes[..length];
    }
}
