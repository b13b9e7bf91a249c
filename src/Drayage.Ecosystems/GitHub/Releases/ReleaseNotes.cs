using System.Text.RegularExpressions;
using Drayage.Model;

namespace Drayage.Ecosystems.GitHub.Releases;

/// <summary>The notes of one release, taken from a file of its own or from a change log.</summary>
internal static partial class ReleaseNotes
{
    /// <summary>
    /// The section under the heading that names the version, up to the next heading of its level; or the whole text when no heading
    /// names any version.
    /// </summary>
    /// <param name="path">For messages.</param>
    /// <exception cref="ReleaseException">The text is a change log without this version.</exception>
    public static string Of(string version, string text, string path)
    {
        text = text.ReplaceLineEndings("\n");
        var lines = text.Split('\n');
        var headings = Headings(lines);
        if (!headings.Any(heading => heading.Version is not null))
            return text.Trim();
        var start = headings.FirstOrDefault(heading => heading.Version == version) ?? throw new ReleaseException(
            ExitCode.Refused,
            $"the release notes of {version} are missing",
            $"{path} has sections for {string.Join(", ", headings.Select(heading => heading.Version).OfType<string>().Take(3))} …, and none for {version}",
            $"add a heading \"## {version}\" with what changed");
        var end = headings.FirstOrDefault(heading => heading.Line > start.Line && heading.Level <= start.Level)?.Line ?? lines.Length;
        return string.Join('\n', lines[(start.Line + 1)..end]).Trim();
    }

    private static List<Heading> Headings(string[] lines)
    {
        var headings = new List<Heading>();
        var fenced = false;
        for (var line = 0; line < lines.Length; line++)
        {
            if (lines[line].TrimStart().StartsWith("```", StringComparison.Ordinal))
                fenced = !fenced;
            else if (!fenced && HeadingGrammar().Match(lines[line]) is { Success: true } match)
                headings.Add(new Heading(line, match.Groups["marks"].Length, match.Groups["version"] is { Success: true } version ? version.Value : null));
        }

        return headings;
    }

    // "## 1.2.3", "## [v1.2.3] - 2024-05-01", "# Version 1.2.3 (May)"
    [GeneratedRegex(
        @"^(?<marks>#{1,6})\s+((version\s+|release\s+)?\[?v?(?<version>\d+(\.\d+)+([-.+]?[0-9A-Za-z]+(?:[-.+][0-9A-Za-z]+)*)?)\]?(?=$|[\s(:,\]]))?",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex HeadingGrammar();

    private sealed record Heading(int Line, int Level, string? Version);
}
