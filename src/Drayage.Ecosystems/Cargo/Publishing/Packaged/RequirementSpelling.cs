using System.Text.RegularExpressions;

namespace Drayage.Ecosystems.Cargo.Publishing.Packaged;

/// <summary>Version requirements as cargo tells registries of them: with the operator that a bare version stands for, and without blanks.</summary>
internal static partial class RequirementSpelling
{
    public static string Of(string requirement) =>
        string.Join(", ", requirement.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(OfOne)) is { Length: > 0 } spelt ? spelt : "*";

    private static string OfOne(string comparator)
    {
        var close = Blanks().Replace(comparator, "");
        var isBare = char.IsAsciiDigit(close[0]);
        var hasWildcard = Wildcard().IsMatch(close);
        return hasWildcard ? Wildcard().Replace(close, ".*") : isBare ? "^" + close : close is "x" or "X" ? "*" : close;
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();

    // 1.x and 1.*.* mean the same as 1.*; letters after a hyphen belong to a pre-release.
    [GeneratedRegex(@"(?<=^[^-]*)(\.[*xX])+$", RegexOptions.ExplicitCapture)]
    private static partial Regex Wildcard();
}
