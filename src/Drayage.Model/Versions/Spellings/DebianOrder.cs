namespace Drayage.Model.Versions.Spellings;

/// <summary>The order of Debian upstream versions with epoch (policy manual, 5.6.12): <c>~</c> before the end, letters before other signs.</summary>
internal static class DebianOrder
{
    public static int Compare(string left, string right)
    {
        var (leftEpoch, leftVersion) = Split(left);
        var (rightEpoch, rightVersion) = Split(right);
        var order = DecimalDigits.Value(leftEpoch).CompareTo(DecimalDigits.Value(rightEpoch));
        return order != 0 ? order : CompareUpstream(leftVersion, rightVersion);
    }

    private static (string Epoch, string Version) Split(string text)
    {
        var colon = text.IndexOf(':');
        return colon < 0 ? ("0", text) : (text[..colon], text[(colon + 1)..]);
    }

    private static int CompareUpstream(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        while (!left.IsEmpty || !right.IsEmpty)
        {
            var order = CompareSigns(ref left, ref right);
            if (order == 0)
                order = CompareNumbers(ref left, ref right);
            if (order != 0)
                return order;
        }
        return 0;
    }

    private static int CompareSigns(ref ReadOnlySpan<char> left, ref ReadOnlySpan<char> right)
    {
        while (Weight(left) != 0 || Weight(right) != 0)
        {
            var order = Weight(left).CompareTo(Weight(right));
            if (order != 0)
                return order;
            left = left[1..];
            right = right[1..];
        }
        return 0;
    }

    private static int CompareNumbers(ref ReadOnlySpan<char> left, ref ReadOnlySpan<char> right)
    {
        var leftDigits = DecimalDigits.Count(left);
        var rightDigits = DecimalDigits.Count(right);
        var order = Number(left[..leftDigits]).CompareTo(Number(right[..rightDigits]));
        left = left[leftDigits..];
        right = right[rightDigits..];
        return order;
    }

    private static System.Numerics.BigInteger Number(ReadOnlySpan<char> digits) => digits.IsEmpty ? 0 : DecimalDigits.Value(digits);

    private static int Weight(ReadOnlySpan<char> text) => text switch
    {
        [] or [>= '0' and <= '9', ..] => 0,
        ['~', ..] => -1,
        [var c, ..] when char.IsAsciiLetter(c) => c,
        [var c, ..] => c + 256,
    };
}
