using System.Collections.Immutable;
using System.Numerics;

namespace Drayage.Model.Versions;

/// <summary>The dotted numbers in front of a version, where <c>1.2</c> and <c>1.2.0</c> rank the same.</summary>
internal static class NumericCore
{
    public static int Compare(ImmutableArray<BigInteger> left, ImmutableArray<BigInteger> right)
    {
        for (var i = 0; i < Math.Max(left.Length, right.Length); i++)
        {
            var order = At(left, i).CompareTo(At(right, i));
            if (order != 0)
                return order;
        }
        return 0;
    }

    public static BigInteger At(ImmutableArray<BigInteger> core, int index) => index < core.Length ? core[index] : BigInteger.Zero;

    /// <summary>The core without its last zeros; at least one number remains.</summary>
    public static ImmutableArray<BigInteger> Trim(ImmutableArray<BigInteger> core)
    {
        var length = core.Length;
        while (length > 1 && core[length - 1].IsZero)
            length--;
        return core[..length];
    }

    /// <summary>Raises one number and sets those after it to zero.</summary>
    /// <param name="finish">Whether the core already is the step's next one, all zeros after that number, and only stays.</param>
    public static ImmutableArray<BigInteger> Next(ImmutableArray<BigInteger> core, VersionStep step, bool finish)
    {
        var index = (int)step;
        var stays = finish && core.Skip(index + 1).All(number => number.IsZero);
        return [.. Enumerable.Range(0, Math.Max(core.Length, index + 1))
            .Select(i => i < index ? At(core, i) : i > index ? BigInteger.Zero : At(core, i) + (stays ? 0 : 1))];
    }

    public static string Text(IEnumerable<BigInteger> core) => string.Join('.', core);
}
