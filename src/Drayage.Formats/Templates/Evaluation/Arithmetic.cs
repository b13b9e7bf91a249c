using System.Numerics;
using Drayage.Model;

namespace Drayage.Formats.Templates.Evaluation;

/// <summary>Python's operators on defined values: numbers, texts and lists. Booleans count as 0 and 1.</summary>
internal static class Arithmetic
{
    /// <summary>Repeated texts and lists beyond this length are refused.</summary>
    private const int MaximumLength = 1_000_000;

    public static bool IsNumber(TemplateValue value) => value is TemplateValue.Integer or TemplateValue.Number or TemplateValue.Boolean;

    /// <summary>The integer that a value is; null for floats that have none and for other kinds.</summary>
    public static long? ToInteger(TemplateValue value) => value switch
    {
        TemplateValue.Integer integer => integer.Value,
        TemplateValue.Boolean boolean => boolean.Value ? 1 : 0,
        _ => null,
    };

    public static double ToDouble(TemplateValue value) => value is TemplateValue.Number number ? number.Value : ToInteger(value) ?? double.NaN;

    /// <summary>Compares two numbers exactly; null when one is not a number in the sense of IEEE 754.</summary>
    public static int? Compare(TemplateValue left, TemplateValue right)
    {
        var (x, y) = (ToDouble(left), ToDouble(right));
        if (double.IsNaN(x) || double.IsNaN(y))
            return null;
        // Beyond 2^53 different integers round to one double, so equal doubles are compared as integers.
        return x.Equals(y) && Math.Abs(x) is > 1e15 and < 1e19 ? Exact(left).CompareTo(Exact(right)) : x.CompareTo(y);
    }

    public static TemplateValue Negate(TemplateValue value, Site site) => value switch
    {
        TemplateValue.Number number => new TemplateValue.Number(-number.Value),
        _ when ToInteger(value) is { } integer => Checked(() => checked(-integer), site),
        _ => throw site.Mismatch(value, "a number"),
    };

    public static TemplateValue Plus(TemplateValue value, Site site) => value switch
    {
        TemplateValue.Number => value,
        _ when ToInteger(value) is { } integer => integer,
        _ => throw site.Mismatch(value, "a number"),
    };

    public static TemplateValue Apply(string symbol, TemplateValue left, TemplateValue right, Site site)
    {
        switch (symbol, left, right)
        {
            case ("+", TemplateValue.Text a, TemplateValue.Text b):
                return a.Value + b.Value;
            case ("+", TemplateValue.List a, TemplateValue.List b) when a.IsTuple == b.IsTuple:
                return a with { Items = a.Items.AddRange(b.Items) };
            case ("*", TemplateValue.Text or TemplateValue.List, _) when ToInteger(right) is { } times:
                return Repeat(left, times, site);
            case ("*", _, TemplateValue.Text or TemplateValue.List) when ToInteger(left) is { } times:
                return Repeat(right, times, site);
        }
        if (!IsNumber(left) || !IsNumber(right))
            throw NotCombinable(symbol, left, right, site);
        if (symbol is "/" or "//" or "%" && ToDouble(right) == 0)
            throw site.Error("the divisor is zero", "test the divisor with {% if %}");
        return symbol != "/" && ToInteger(left) is { } x && ToInteger(right) is { } y
            ? OnIntegers(symbol, x, y, site)
            : OnFloats(symbol, ToDouble(left), ToDouble(right), site);
    }

    private static TemplateValue OnIntegers(string symbol, long x, long y, Site site) => symbol switch
    {
        "+" => Checked(() => checked(x + y), site),
        "-" => Checked(() => checked(x - y), site),
        "*" => Checked(() => checked(x * y), site),
        "//" => Checked(() => checked(x / y) - (x % y != 0 && (x < 0) != (y < 0) ? 1 : 0), site),
        "%" => Modulo(x, y),
        "**" when y >= 0 => Checked(() => Power(x, y), site),
        "**" => OnFloats(symbol, x, y, site),
        _ => throw new InvalidOperationException($"unknown operator {symbol}"),
    };

    private static TemplateValue.Number OnFloats(string symbol, double x, double y, Site site) => new(symbol switch
    {
        "+" => x + y,
        "-" => x - y,
        "*" => x * y,
        "/" => x / y,
        "//" => FloorDivide(x, y),
        "%" => Modulo(x, y),
        "**" when x == 0 && y < 0 => throw site.Error("zero has no negative power", "test the base with {% if %}"),
        "**" => Math.Pow(x, y),
        _ => throw new InvalidOperationException($"unknown operator {symbol}"),
    });

    // The remainder takes the sign of the divisor, as in Python. Minus one is set apart because the processor traps on it.
    private static long Modulo(long x, long y)
    {
        var rest = y == -1 ? 0 : x % y;
        return rest != 0 && (rest < 0) != (y < 0) ? rest + y : rest;
    }

    private static double Modulo(double x, double y)
    {
        var rest = x % y;
        if (rest == 0)
            return Math.CopySign(0, y);
        return (rest < 0) != (y < 0) ? rest + y : rest;
    }

    private static double FloorDivide(double x, double y)
    {
        var quotient = (x - Modulo(x, y)) / y;
        if (quotient == 0)
            return Math.CopySign(0, x / y);
        var floor = Math.Floor(quotient);
        return quotient - floor > 0.5 ? floor + 1 : floor;
    }

    private static BigInteger Exact(TemplateValue value) =>
        ToInteger(value) is { } integer ? integer : new BigInteger(((TemplateValue.Number)value).Value);

    private static long Power(long x, long exponent)
    {
        long result = 1;
        for (; exponent > 0; exponent >>= 1)
        {
            if ((exponent & 1) == 1)
                result = checked(result * x);
            if (exponent > 1)
                x = checked(x * x);
        }
        return result;
    }

    private static TemplateValue Checked(Func<long> operation, Site site)
    {
        try
        {
            return operation();
        }
        catch (OverflowException)
        {
            throw site.Error("the result does not fit 64 bits", "use smaller numbers");
        }
    }

    private static TemplateValue Repeat(TemplateValue value, long times, Site site)
    {
        times = Math.Max(times, 0);
        var length = value is TemplateValue.Text t ? t.Value.Length : ((TemplateValue.List)value).Items.Length;
        if (length > 0 && times > MaximumLength / length)
            throw site.Error($"the result is longer than {MaximumLength}", "repeat less often");
        var count = (int)Math.Min(times, MaximumLength);
        return value is TemplateValue.Text text
            ? string.Concat(Enumerable.Repeat(text.Value, count))
            : (TemplateValue.List)value with { Items = [.. Enumerable.Repeat(((TemplateValue.List)value).Items, count).SelectMany(items => items)] };
    }

    private static ReleaseException NotCombinable(string symbol, TemplateValue left, TemplateValue right, Site site) => site.Error(
        $"'{symbol}' does not combine {left.Kind} and {right.Kind}",
        symbol == "+" ? "join texts with '~', which converts its operands" : "convert the operands with the filter int");
}
