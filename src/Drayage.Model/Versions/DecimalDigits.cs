using System.Globalization;
using System.Numerics;

namespace Drayage.Model.Versions;

/// <summary>ASCII digits of any length: versions have no largest number.</summary>
internal static class DecimalDigits
{
    public static bool Are(ReadOnlySpan<char> text) => !text.IsEmpty && !text.ContainsAnyExceptInRange('0', '9');

    public static BigInteger Value(ReadOnlySpan<char> digits) => BigInteger.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);

    public static bool HaveLeadingZero(ReadOnlySpan<char> digits) => digits.Length > 1 && digits[0] == '0';

    /// <summary>Number of digits at the start of the text.</summary>
    public static int Count(ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAnyExceptInRange('0', '9');
        return end < 0 ? text.Length : end;
    }
}
