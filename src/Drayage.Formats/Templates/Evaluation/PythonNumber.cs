using System.Globalization;
using System.Numerics;

namespace Drayage.Formats.Templates.Evaluation;

/// <summary>Numbers as Python's <c>int()</c>, <c>float()</c> and <c>repr()</c> read and write them.</summary>
internal static class PythonNumber
{
    /// <summary>The integer in a text, with sign, underscores and, where the base allows, a prefix; null when it is none.</summary>
    /// <param name="numberBase">2 to 36, or 0 to go by the prefix.</param>
    public static BigInteger? TryInteger(string text, int numberBase)
    {
        var digits = text.Trim();
        var isNegative = digits.StartsWith('-');
        if (digits is ['-' or '+', ..])
            digits = digits[1..];
        var prefixed = digits.Length > 2 && digits[0] == '0' ? char.ToLowerInvariant(digits[1]) switch { 'x' => 16, 'o' => 8, 'b' => 2, _ => 0 } : 0;
        if (prefixed != 0 && (numberBase == 0 || numberBase == prefixed))
        {
            digits = digits[2] == '_' ? digits[3..] : digits[2..];
            numberBase = prefixed;
        }
        else if (numberBase == 0 && digits.StartsWith('0') && digits.Trim('0', '_').Length > 0)
        {
            return null;
        }
        return Value(digits, numberBase == 0 ? 10 : numberBase) is { } value ? (isNegative ? -value : value) : null;
    }

    public static double? TryFloat(string text)
    {
        var trimmed = text.Trim();
        var word = trimmed.TrimStart('+', '-').ToLowerInvariant();
        var sign = trimmed.StartsWith('-') ? -1.0 : 1.0;
        if (word is "inf" or "infinity" or "nan")
            return trimmed.Length - word.Length > 1 ? null : word == "nan" ? double.NaN : sign * double.PositiveInfinity;
        if (!trimmed.Any(char.IsAsciiDigit) || trimmed.Where((c, i) => c == '_' && !IsBetweenDigits(trimmed, i)).Any())
            return null;
        return double.TryParse(trimmed.Replace("_", ""), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : null;
    }

    /// <summary>The shortest digits that read back to the same number; scientific below 1e-4 and from 1e16.</summary>
    public static string Repr(double value)
    {
        if (double.IsNaN(value))
            return "nan";
        if (double.IsInfinity(value))
            return value > 0 ? "inf" : "-inf";
        var sign = double.IsNegative(value) ? "-" : "";
        var parts = Math.Abs(value).ToString("R", CultureInfo.InvariantCulture).Split('E');
        var point = parts[0].IndexOf('.') is >= 0 and var i ? i : parts[0].Length;
        var digits = parts[0].Replace(".", "");
        point += parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 0;
        point -= digits.Length - digits.TrimStart('0').Length;
        digits = digits.Trim('0');
        if (digits.Length == 0)
            return sign + "0.0";
        return sign + (point is > -4 and <= 16 ? Fixed(digits, point) : Scientific(digits, point - 1));
    }

    private static string Fixed(string digits, int point)
    {
        if (point <= 0)
            return "0." + new string('0', -point) + digits;
        return point >= digits.Length ? digits.PadRight(point, '0') + ".0" : $"{digits[..point]}.{digits[point..]}";
    }

    private static string Scientific(string digits, int exponent)
    {
        var mantissa = digits.Length > 1 ? $"{digits[0]}.{digits[1..]}" : digits;
        return $"{mantissa}e{(exponent < 0 ? "-" : "+")}{Math.Abs(exponent):00}";
    }

    private static BigInteger? Value(string digits, int numberBase)
    {
        if (digits.Length == 0)
            return null;
        var value = BigInteger.Zero;
        for (var i = 0; i < digits.Length; i++)
        {
            if (digits[i] == '_' && i > 0 && i + 1 < digits.Length && digits[i - 1] != '_')
                continue;
            var digit = char.IsAsciiDigit(digits[i]) ? digits[i] - '0' : char.IsAsciiLetter(digits[i]) ? char.ToLowerInvariant(digits[i]) - 'a' + 10 : 99;
            if (digit >= numberBase)
                return null;
            value = (value * numberBase) + digit;
        }
        return value;
    }

    private static bool IsBetweenDigits(string text, int index) =>
        index > 0 && index + 1 < text.Length && char.IsAsciiDigit(text[index - 1]) && char.IsAsciiDigit(text[index + 1]);
}
