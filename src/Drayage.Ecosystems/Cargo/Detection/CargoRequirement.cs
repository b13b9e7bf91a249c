using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;
using Drayage.Model.Versions;

namespace Drayage.Ecosystems.Cargo.Detection;

/// <summary>A version requirement: comparators that must all hold (doc.rust-lang.org/cargo/reference/specifying-dependencies.html).</summary>
internal sealed partial class CargoRequirement
{
    private readonly ImmutableArray<Comparator> comparators;

    private CargoRequirement(ImmutableArray<Comparator> comparators) => this.comparators = comparators;

    /// <summary>Null where the text is no requirement.</summary>
    public static CargoRequirement? Parse(string text)
    {
        if (text.Trim() is "*" or "x" or "X")
            return new CargoRequirement([]);
        var parsed = ImmutableArray.CreateBuilder<Comparator>();
        foreach (var part in text.Split(','))
        {
            if (Comparator.Parse(part.Trim()) is not { } comparator)
                return null;
            parsed.Add(comparator);
        }

        return new CargoRequirement(parsed.ToImmutable());
    }

    /// <summary>A pre-release matches only where a comparator names a pre-release of the same three numbers.</summary>
    public bool Matches(SemanticVersion version) =>
        comparators.All(comparator => comparator.Matches(version))
        && (!version.IsPreRelease || comparators.Any(comparator => comparator.AdmitsPreReleasesOf(version)));

    private sealed partial record Comparator(string Operator, BigInteger Major, BigInteger? Minor, BigInteger? Patch, string PreRelease)
    {
        public static Comparator? Parse(string text)
        {
            var match = Pattern().Match(text);
            return match.Success
                ? new Comparator(
                    match.Groups["operator"] is { Length: > 0 } sign ? sign.Value : text.AsSpan().ContainsAny('*', 'x', 'X') ? "=" : "^",
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

        /// <summary>The version against this one; numbers not given count as equal.</summary>
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

        [GeneratedRegex(@"^(?<operator>=|>=|>|<=|<|~|\^)?\s*(?<major>\d+)(\.(?<minor>\d+|[*xX])(\.(?<patch>\d+|[*xX])(?<pre>-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?)?)?$", RegexOptions.ExplicitCapture)]
        private static partial Regex Pattern();
    }
}
