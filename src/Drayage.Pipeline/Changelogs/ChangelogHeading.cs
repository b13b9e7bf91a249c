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
                headings.Add(new ChangelogHeading(line, match.Groups["marks"].Length, match.Groups["version"] is { Success: true } version ? version.Value : null));
        }

        return headings;
    }

    // "## 1.2.3", "## [v1.2.3] - 2024-05-01", "# Version 1.2.3 (May)"
    [GeneratedRegex(
        @"^(?<marks>#{1,6})\s+((version\s+|release\s+)?\[?v?(?<version>\d+(\.\d+)+([-.+]?[0-9A-Za-z]+(?:[-.+][0-9A-Za-z]+)*)?)\]?(?=$|[\s(:,\]]))?",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex Grammar();
}
