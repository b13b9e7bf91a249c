using System.Globalization;
using Drayage.Model;

namespace Drayage.Formats.Toml.Reading;

/// <summary>Reads integers and floats from a whole token.</summary>
internal static class NumberToken
{
    /// <summary>Whether the token was meant as a number, right or wrong.</summary>
    public static bool IsLike(string token) => char.IsAsciiDigit(token.AsSpan().TrimStart("+-.") is [var first, ..] ? first : ' ');

    /// <summary>The number, or null when the token is none or does not fit.</summary>
    public static TomlValue? Read(string token, SourceLocation at)
    {
        if (ReadInteger(token) is { } integer)
            return new TomlInteger(integer, at);
        return ReadFloat(token) is { } number ? new TomlFloat(number, at) : null;
    }

    private static long? ReadInteger(string token)
    {
        if (token.Length > 2 && token[0] == '0' && token[1] is 'x' or 'o' or 'b')
            return ReadPrefixed(token[2..], token[1]);
        return IsDecimal(WithoutSign(token)) && long.TryParse(Joined(token), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? value
            : null;
    }

    private static long? ReadPrefixed(string digits, char prefix)
    {
        var (bits, allowed) = prefix switch
        {
            'x' => (4, "0123456789abcdefABCDEF"),
            'o' => (3, "01234567"),
            _ => (1, "01"),
        };
        if (!IsDigits(digits, allowed))
            return null;
        ulong value = 0;
        foreach (var digit in Joined(digits))
        {
            if (value >> (63 - bits) != 0)
                return null;
            value = (value << bits) | (uint)Convert.ToInt32(digit.ToString(), 16);
        }
        return (long)value;
    }

    private static double? ReadFloat(string token)
    {
        var number = WithoutSign(token);
        var sign = token[0] == '-' ? -1.0 : 1.0;
        if (number is "inf")
            return sign * double.PositiveInfinity;
        if (number is "nan")
            return double.NaN;
        var exponent = number.AsSpan().IndexOfAny('e', 'E');
        if (exponent >= 0 && !IsDigits(WithoutSign(number[(exponent + 1)..]), Decimals))
            return null;
        var mantissa = exponent >= 0 ? number[..exponent] : number;
        var point = mantissa.IndexOf('.');
        if (point >= 0 && !IsDigits(mantissa[(point + 1)..], Decimals))
            return null;
        var isFloat = (exponent >= 0 || point >= 0) && IsDecimal(point >= 0 ? mantissa[..point] : mantissa);
        return isFloat ? sign * double.Parse(Joined(number), NumberStyles.Float, CultureInfo.InvariantCulture) : null;
    }

    private const string Decimals = "0123456789";

    private static bool IsDecimal(string digits) => IsDigits(digits, Decimals) && (digits.Length == 1 || digits[0] != '0');

    /// <summary>Digits, with single underscores only between two of them.</summary>
    private static bool IsDigits(string text, string allowed) =>
        text.Length > 0
        && text[0] != '_'
        && text[^1] != '_'
        && !text.Contains("__")
        && !text.AsSpan().ContainsAnyExcept(allowed + "_");

    private static string WithoutSign(string token) => token is ['+' or '-', ..] ? token[1..] : token;

    private static string Joined(string token) => token.Replace("_", "");
}
