namespace Drayage.Model.Versions;

/// <summary>Compares texts with runs of digits by value: <c>rc9</c> before <c>rc10</c>; letters without case.</summary>
internal static class NaturalOrder
{
    public static int Compare(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        while (!left.IsEmpty && !right.IsEmpty)
        {
            var leftDigits = DecimalDigits.Count(left);
            var rightDigits = DecimalDigits.Count(right);
            int order;
            if (leftDigits > 0 && rightDigits > 0)
            {
                order = DecimalDigits.Value(left[..leftDigits]).CompareTo(DecimalDigits.Value(right[..rightDigits]));
                left = left[leftDigits..];
                right = right[rightDigits..];
            }
            else
            {
                order = char.ToLowerInvariant(left[0]).CompareTo(char.ToLowerInvariant(right[0]));
                left = left[1..];
                right = right[1..];
            }
            if (order != 0)
                return order;
        }
        return left.Length.CompareTo(right.Length);
    }
}
