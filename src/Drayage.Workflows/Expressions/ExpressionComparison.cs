using System.Globalization;

namespace Drayage.Workflows.Expressions;

/// <summary>Loose comparison: different kinds are compared as numbers, texts without regard to case.</summary>
internal static class ExpressionComparison
{
    /// <returns>Null where it depends on what is not known.</returns>
    public static bool? Compare(BinaryOperator comparison, ExpressionValue left, ExpressionValue right)
    {
        if (left is ExpressionValue.Unknown || right is ExpressionValue.Unknown)
            return Differ(left, right) ? comparison switch { BinaryOperator.Equal => false, BinaryOperator.NotEqual => true, _ => null } : null;
        return comparison switch
        {
            BinaryOperator.Equal => AreEqual(left, right),
            BinaryOperator.NotEqual => !AreEqual(left, right),
            BinaryOperator.Less => Order(left, right) < 0,
            BinaryOperator.LessOrEqual => Order(left, right) <= 0,
            BinaryOperator.Greater => Order(left, right) > 0,
            BinaryOperator.GreaterOrEqual => Order(left, right) >= 0,
            _ => throw new ArgumentOutOfRangeException(nameof(comparison), comparison, "no comparison"),
        };
    }

    public static double ToNumber(ExpressionValue value) => value switch
    {
        ExpressionValue.Null => 0,
        ExpressionValue.Boolean { Value: var truth } => truth ? 1 : 0,
        ExpressionValue.Number { Value: var number } => number,
        ExpressionValue.Text { Value: var text } => text.Trim() is { Length: > 0 } written ? ExpressionScanner.Parse(written) ?? double.NaN : 0,
        _ => double.NaN,
    };

    public static bool AreEqual(ExpressionValue left, ExpressionValue right)
    {
        if (left is ExpressionValue.Text { Value: var one } && right is ExpressionValue.Text { Value: var other })
            return string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
        if (left is ExpressionValue.Null && right is ExpressionValue.Null)
            return true;
        if (left is ExpressionValue.List or ExpressionValue.Map || right is ExpressionValue.List or ExpressionValue.Map)
            return ReferenceEquals(left, right);
        return ToNumber(left) == ToNumber(right);
    }

    private static int? Order(ExpressionValue left, ExpressionValue right)
    {
        if (left is ExpressionValue.Text { Value: var one } && right is ExpressionValue.Text { Value: var other })
            return CultureInfo.InvariantCulture.CompareInfo.Compare(one, other, CompareOptions.OrdinalIgnoreCase);
        var (first, second) = (ToNumber(left), ToNumber(right));
        return double.IsNaN(first) || double.IsNaN(second) ? null : first.CompareTo(second);
    }

    // A text of which the start is known can differ from another for certain.
    private static bool Differ(ExpressionValue left, ExpressionValue right)
    {
        var (unknown, known) = left is ExpressionValue.Unknown first ? (first, right) : ((ExpressionValue.Unknown)right, left);
        if (known is not ExpressionValue.Text { Value: var text } || unknown.Shape.KnownStart is not { Length: > 0 } start)
            return false;
        return !text.StartsWith(start, StringComparison.OrdinalIgnoreCase);
    }
}
