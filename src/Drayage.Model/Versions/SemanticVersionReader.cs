using System.Collections.Immutable;
using System.Numerics;

namespace Drayage.Model.Versions;

/// <summary>Reads the grammar of Semantic Versioning 2.0.0 and names the first offence.</summary>
internal static class SemanticVersionReader
{
    /// <returns>What is wrong with the text, or null when <paramref name="version"/> was read.</returns>
    public static string? Read(string text, out SemanticVersion? version)
    {
        version = null;
        if (text.Length > SemanticVersion.MaxLength)
            return $"it is longer than {SemanticVersion.MaxLength} characters";
        var (beforeBuild, build) = Cut(text, '+');
        var (core, preRelease) = Cut(beforeBuild, '-');

        var parts = core.Split('.');
        if (parts.Length != 3)
            return "it needs exactly three numbers, MAJOR.MINOR.PATCH";
        var numbers = new BigInteger[3];
        for (var i = 0; i < 3; i++)
        {
            if (!DecimalDigits.Are(parts[i]))
                return $"'{parts[i]}' is not a number";
            if (DecimalDigits.HaveLeadingZero(parts[i]))
                return $"'{parts[i]}' has a leading zero";
            numbers[i] = DecimalDigits.Value(parts[i]);
        }

        var preReleaseIdentifiers = Identifiers(preRelease);
        var buildIdentifiers = Identifiers(build);
        var problem = Offence(preReleaseIdentifiers, "pre-release") ?? Offence(buildIdentifiers, "build") ?? LeadingZero(preReleaseIdentifiers);
        if (problem is null)
            version = new(numbers[0], numbers[1], numbers[2], preReleaseIdentifiers, buildIdentifiers);
        return problem;
    }

    private static (string Head, string? Tail) Cut(string text, char separator)
    {
        var at = text.IndexOf(separator);
        return at < 0 ? (text, null) : (text[..at], text[(at + 1)..]);
    }

    private static ImmutableArray<string> Identifiers(string? text) => text is null ? [] : [.. text.Split('.')];

    private static string? Offence(ImmutableArray<string> identifiers, string place)
    {
        foreach (var identifier in identifiers)
        {
            if (identifier.Length == 0)
                return $"it has an empty {place} identifier";
            if (identifier.FirstOrDefault(c => !char.IsAsciiLetterOrDigit(c) && c != '-') is var stray and not '\0')
                return $"'{stray}' may not stand in a {place} identifier";
        }
        return null;
    }

    private static string? LeadingZero(ImmutableArray<string> identifiers) =>
        identifiers.FirstOrDefault(i => DecimalDigits.Are(i) && DecimalDigits.HaveLeadingZero(i)) is { } offender
            ? $"pre-release number '{offender}' has a leading zero"
            : null;
}
