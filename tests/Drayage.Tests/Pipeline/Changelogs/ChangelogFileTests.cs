using Drayage.Pipeline.Changelogs;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Drayage.Tests.Pipeline.Changelogs;

public sealed class ChangelogFileTests
{
    private const string Section = "## [1.3.0] - 2026-03-01\n\n- three";

    [Theory]
    [InlineData("", "# Changelog\n\n«»\n")]
    [InlineData("# Changes\n\nIntroduction.\n\n## 1.2.0\n\n- two\n", "# Changes\n\nIntroduction.\n\n«»\n\n## 1.2.0\n\n- two\n")]
    [InlineData("# Changes\n\n## [Unreleased]\n\n- soon\n\n## 1.2.0\n", "# Changes\n\n## [Unreleased]\n\n- soon\n\n«»\n\n## 1.2.0\n")]
    [InlineData("# Changes\n\n## [Unreleased]\n\n[unreleased]: https://x/compare\n", "# Changes\n\n## [Unreleased]\n\n«»\n\n[unreleased]: https://x/compare\n")]
    [InlineData("# Changes", "# Changes\n\n«»\n")]
    [InlineData("# Changes\n## 1.2.0", "# Changes\n\n«»\n\n## 1.2.0")]
    [InlineData("```\n## 1.2.0\n```\n", "```\n## 1.2.0\n```\n\n«»\n")]
    [InlineData("\uFEFF# Changes\r\n\r\n## 1.2.0\r\n- two  \r\n", "\uFEFF# Changes\r\n\r\n«»\r\n\r\n## 1.2.0\r\n- two  \r\n")]
    [InlineData("History\n=======\n\nIntroduction.\n\n1.2.0 (2026-01-01)\n------------------\n\n- two\n", "History\n=======\n\nIntroduction.\n\n«»\n\n1.2.0 (2026-01-01)\n------------------\n\n- two\n")]
    [InlineData("1.2.0\r\n-----\r\n- two\r\n", "«»\r\n\r\n1.2.0\r\n-----\r\n- two\r\n")]
    [InlineData("# Changes\n\nIt began with\n1.2.0\n\n---\n\n## 1.1.0\n", "# Changes\n\nIt began with\n1.2.0\n\n---\n\n«»\n\n## 1.1.0\n")]
    public void The_section_goes_above_the_newest_one(string text, string expected)
    {
        var section = expected.Contains('\r') ? Section.ReplaceLineEndings("\r\n") : Section;

        Assert.Equal(expected.Replace("«»", section, StringComparison.Ordinal), ChangelogFile.With(text, "1.3.0", Section));
    }

    [Theory]
    [InlineData("# Changes\n\n## 1.3.0\n\n- edited by hand\n")]
    [InlineData("## Version 1.3.0 (May)\n")]
    [InlineData("Changes\n=======\n\nv1.3.0\n------\n\n- edited by hand\n")]
    public void A_version_that_is_there_stays_as_it_is(string text) => Assert.Same(text, ChangelogFile.With(text, "1.3.0", Section));

    [Fact]
    public void Nothing_that_was_there_is_lost_and_a_second_time_changes_nothing()
    {
        var texts = from lines in Gen.Elements("# Changes", "## [Unreleased]", "## 1.2.0 - May", "- a", "", "", "```\n## 9.9.9\n```", "[1.2.0]: https://x", "### Fixed", "  text ").ListOf()
                    from newline in Gen.Elements("\n", "\r\n")
                    from last in Gen.Elements(true, false)
                    select string.Join(newline, lines) + (last ? newline : "");
        Prop.ForAll(texts.ToArbitrary(), text =>
        {
            var result = ChangelogFile.With(text, "1.3.0", Section);
            var section = result.Contains("\r\n", StringComparison.Ordinal) ? Section.ReplaceLineEndings("\r\n") : Section;
            var at = result.IndexOf(section, StringComparison.Ordinal);
            var rest = string.Concat(result.AsSpan(0, at), result.AsSpan(at + section.Length));
            return Compact(rest).EndsWith(Compact(text), StringComparison.Ordinal) && ReferenceEquals(result, ChangelogFile.With(result, "1.3.0", Section));
        }).QuickCheckThrowOnFailure();

        static string Compact(string text) => text.Replace("\r", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal).Trim();
    }
}
