using System.Text.RegularExpressions;

namespace Drayage.Pipeline.Changelogs;

/// <summary>A heading of a Markdown file.</summary>
/// <param name="Line">Index of its line, from zero.</param>
/// <param name="Level">How many marks it begins with.</param>
/// <param name="Version">The version that it names; null for another heading.</param>
internal sealed partial record ChangelogHeading(int Line, int Level, string? Version)
{
    /// <summary>The headings of a text, without those in fenced code.</summary>
    public static List<ChangelogHeading> In(string[] lines)
    {
        var headings = new List<ChangelogHeading>();
        var fenced = false;
        for (var line = 0; line < lines.Length; line++)
        {
            if (lines[line].TrimStart().StartsWith("```", StringComparison.Ordinal))
                fenced = !fenced;
            else if (!fenced && Grammar().Match(lines[line]) is { Success: true } match)
                headings.Add(new ChangelogHeading(line, match.Groups["marks"].Length, VersionOf(match)));
            else if (!fenced && line + 1 < lines.Length && (line == 0 || string.IsNullOrWhiteSpace(lines[line - 1])) && OfUnderlined(line, lines[line], lines[line + 1]) is { } heading)
                headings.Add(heading);
        }

        return headings;
    }

    private static string? VersionOf(Match match) => match.Groups["version"] is { Success: true } version ? version.Value : null;

    /// <summary>A heading with its marks below it (CommonMark, "Setext headings"); null for an item of a list above a line, and other text.</summary>
    private static ChangelogHeading? OfUnderlined(int line, string text, string below)
    {
        if (Underline().Match(below) is not { Success: true } underline)
            return null;
        var version = VersionOf(Underlined().Match(text));
        return version is not null || (text.Length > 0 && char.IsLetter(text[0]))
            ? new ChangelogHeading(line, underline.Groups["first"].Success ? 1 : 2, version)
            : null;
    }

    // "1.2.3", "[v1.2.3] - 2024-05-01", "Version 1.2.3 (May)"
    private const string Title = @"((version\s+|release\s+)?\[?v?(?<version>\d+(\.\d+)+([-.+]?[0-9A-Za-z]+(?:[-.+][0-9A-Za-z]+)*)?)\]?(?=$|[\s(:,\]]))?";

    [GeneratedRegex(@"^(?<marks>#{1,6})\s+" + Title, RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex Grammar();

    [GeneratedRegex(@"^ {0,3}" + Title, RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex Underlined();

    [GeneratedRegex(@"^ {0,3}((?<first>=+)|-+)\s*$", RegexOptions.ExplicitCapture)]
    private static partial Regex Underline();
}
