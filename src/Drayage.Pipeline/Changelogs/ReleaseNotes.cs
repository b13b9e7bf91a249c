using Drayage.Model;

namespace Drayage.Pipeline.Changelogs;

/// <summary>The notes of one release, taken from a file of its own or from a change log.</summary>
public static class ReleaseNotes
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
        var headings = ChangelogHeading.In(lines);
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
}
