using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace Drayage.Model.Versions.Requirements;

/// <summary>One comparator of a <see cref="SemanticRequirement"/>. Numbers that are not given count as equal to any.</summary>
internal sealed partial record SemanticComparator(string Operator, BigInteger Major, BigInteger? Minor, BigInteger? Patch, string PreRelease)
{
    /// <param name="bare">The operator of a version without one.</param>
    /// <returns>Null where the text is no comparator.</returns>
    public static SemanticComparator? Parse(string text, string bare)
    {
        var match = Pattern().Match(text);
        return match.Success
            ? new SemanticComparator(
                match.Groups["operator"] is { Length: > 0 } sign ? sign.Value.TrimEnd('>') is "~" ? "~" : sign.Value : text.AsSpan().ContainsAny('*', 'x', 'X') ? "=" : bare,
                Number(match.Groups["major"])!.Value,
                Number(match.Groups["minor"]),
                Number(match.Groups["patch"]),
                match.Groups["pre"].Value)
            : null;
    }

    public bool AdmitsPreReleasesOf(SemanticVersion version) =>
        PreRelease.Length > 0 && Major == version.Major && Minor == version.Minor && Patch == version.Patch;

    public bool Matches(SemanticVersion version) => Operator switch
    {
        "=" => Compare(version) == 0,
        "!=" => Compare(version) != 0,
        ">" => Compare(version) > 0,
        ">=" => Compare(version) >= 0,
        "<" => Compare(version) < 0,
        "<=" => Compare(version) <= 0,
        "~" => HasPrefix(version, Minor is null ? 1 : 2) && Compare(version) >= 0,
        _ => HasPrefix(version, CaretPrefix()) && Compare(version) >= 0,
    };

    /// <summary>How many numbers must stay as they are: up to the first that is not zero, of those given.</summary>
    private int CaretPrefix() =>
        !Major.IsZero || Minor is null ? 1
        : Minor is { IsZero: false } || Patch is null ? 2
        : 3;

    private bool HasPrefix(SemanticVersion version, int count) =>
        version.Major == Major && (count < 2 || version.Minor == Minor) && (count < 3 || version.Patch == Patch);

    /// <summary>The version against this one.</summary>
    private int Compare(SemanticVersion version)
    {
        var order = version.Major.CompareTo(Major);
        if (order == 0 && Minor is { } minor)
            order = version.Minor.CompareTo(minor);
        if (order == 0 && Patch is { } patch)
        {
            order = version.Patch.CompareTo(patch);
            if (order == 0)
                order = SemanticVersion.ComparePrecedence(version, SemanticVersion.Parse($"{version.Base}{PreRelease}"));
        }

        return order;
    }

    private static BigInteger? Number(Group group) =>
        BigInteger.TryParse(group.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    [GeneratedRegex(@"^(?<operator>=|!=|>=|>|<=|<|~>?|\^)?\s*v?(?<major>\d+)(\.(?<minor>\d+|[*xX])(\.(?<patch>\d+|[*xX])(?<pre>-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?)?)?$", RegexOptions.ExplicitCapture)]
    private static partial Regex Pattern();
}
