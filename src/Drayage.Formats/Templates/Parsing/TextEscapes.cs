using System.Globalization;
using System.Text;
using Drayage.Model;

namespace Drayage.Formats.Templates.Parsing;

/// <summary>Python's escapes in quoted text. An unknown escape stays as written.</summary>
internal static class TextEscapes
{
    /// <param name="fail">Makes the error for an incomplete escape at an offset.</param>
    public static string Resolve(string raw, Func<int, ReleaseException> fail)
    {
        if (!raw.Contains('\\'))
            return raw;
        var text = new StringBuilder(raw.Length);
        for (var i = 0; i < raw.Length; i++)
        {
            if (raw[i] != '\\')
                text.Append(raw[i]);
            else
                i += Append(text, raw.AsSpan(i + 1), () => fail(i));
        }
        return text.ToString();
    }

    /// <summary>Appends one escape and returns how many characters follow its backslash.</summary>
    private static int Append(StringBuilder text, ReadOnlySpan<char> rest, Func<ReleaseException> fail)
    {
        var c = rest[0];
        if (c is >= '0' and <= '7')
            return AppendOctal(text, rest);
        if (c is 'x' or 'u' or 'U')
            return AppendHex(text, rest, c switch { 'x' => 2, 'u' => 4, _ => 8 }, fail);
        if (c == 'N')
            throw fail();
        _ = c switch
        {
            '\n' => text,
            '\\' or '\'' or '"' => text.Append(c),
            'a' => text.Append('\a'),
            'b' => text.Append('\b'),
            'f' => text.Append('\f'),
            'n' => text.Append('\n'),
            'r' => text.Append('\r'),
            't' => text.Append('\t'),
            'v' => text.Append('\v'),
            _ => text.Append('\\').Append(c),
        };
        return 1;
    }

    private static int AppendOctal(StringBuilder text, ReadOnlySpan<char> rest)
    {
        var length = 0;
        var value = 0;
        for (; length < 3 && length < rest.Length && rest[length] is >= '0' and <= '7'; length++)
            value = (value * 8) + rest[length] - '0';
        text.Append((char)value);
        return length;
    }

    private static int AppendHex(StringBuilder text, ReadOnlySpan<char> rest, int digits, Func<ReleaseException> fail)
    {
        if (rest.Length <= digits
            || !uint.TryParse(rest.Slice(1, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
            || value > 0x10FFFF)
            throw fail();
        if (value <= char.MaxValue)
            text.Append((char)value);
        else
            text.Append(new Rune(value));
        return digits + 1;
    }
}
