using System.Text.RegularExpressions;

namespace Drayage.Pipeline.Changelogs;

/// <summary>A change log that sections are put into; whatever stands there stays byte for byte.</summary>
public static partial class ChangelogFile
{
    private const string Title = "# Changelog\n\n";

    /// <summary>
    /// Puts a section above the newest one, below an introduction and what is headed as unreleased. A version that has a section already
    /// keeps it, since people may have edited it.
    /// </summary>
    /// <param name="text">The file's text, a byte order mark included; null for a new file.</param>
    /// <param name="version">The section's version.</param>
    /// <param name="section">Markdown with its heading.</param>
    /// <returns>The new text; the same instance where nothing is to be done.</returns>
    public static string With(string? text, string version, string section)
    {
        section = section.Trim('\n', '\r') + "\n";
        var newline = text?.Contains("\r\n", StringComparison.Ordinal) == true ? "\r\n" : "\n";
        section = section.ReplaceLineEndings(newline);
        if (text is null || string.IsNullOrWhiteSpace(text.TrimStart('\uFEFF')))
            return text + Title.ReplaceLineEndings(newline) + section;
        if (Tells(text, version))
            return text;
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        var headings = ChangelogHeading.In(lines);
        var at = OffsetOf(text, headings.FirstOrDefault(heading => heading.Version is not null)?.Line ?? EndOf(lines));
        var (before, after) = (text[..at], text[at..]);
        var gap = before.Length == 0 || EndsWithBlankLine(before) ? "" : before.EndsWith('\n') ? newline : newline + newline;
        return before + gap + section + (after.Length > 0 ? newline : "") + after;
    }

    /// <summary>Whether a text has a section of a version.</summary>
    public static bool Tells(string text, string version) =>
        ChangelogHeading.In(text.ReplaceLineEndings("\n").Split('\n')).Any(heading => string.Equals(heading.Version, version, StringComparison.OrdinalIgnoreCase));

    /// <summary>The line behind the last one that is no link definition: these stay at the end.</summary>
    private static int EndOf(string[] lines)
    {
        var end = lines.Length;
        while (end > 0 && (lines[end - 1].Length == 0 || LinkDefinition().IsMatch(lines[end - 1])))
            end--;
        var links = Array.FindIndex(lines, end, line => line.Length > 0);
        return links < 0 ? lines.Length : links;
    }

    private static int OffsetOf(string text, int line)
    {
        var offset = 0;
        for (; line > 0; line--)
        {
            var newline = text.IndexOf('\n', offset);
            if (newline < 0)
                return text.Length;
            offset = newline + 1;
        }

        return offset;
    }

    private static bool EndsWithBlankLine(string text) => BlankLine().IsMatch(text);

    [GeneratedRegex(@"^\[[^\]]+\]:\s*\S", RegexOptions.ExplicitCapture)]
    private static partial Regex LinkDefinition();

    [GeneratedRegex(@"\n[ \t]*\r?\n\z", RegexOptions.ExplicitCapture)]
    private static partial Regex BlankLine();
}
