using Drayage.Model;
using Drayage.Pipeline.Changelogs;
using Xunit;

namespace Drayage.Tests.Pipeline.Changelogs;

public sealed class ReleaseNotesTests
{
    private const string ChangeLog = """
        # Changelog

        ## [Unreleased]

        ## [1.10.0] - 2024-05-01

        ### Added

        - ten

        ```sh
        ## 9.9.9 is no heading here
        ```

        ## v1.1.0 (April)

        - one

        ## 1.1.0-rc.1

        - candidate
        """;

    [Theory]
    [InlineData("1.10.0", "### Added\n\n- ten\n\n```sh\n## 9.9.9 is no heading here\n```")]
    [InlineData("1.1.0", "- one")]
    [InlineData("1.1.0-rc.1", "- candidate")]
    public void The_section_of_the_version(string version, string notes) => Assert.Equal(notes, ReleaseNotes.Of(version, ChangeLog, "CHANGELOG.md"));

    [Theory]
    [InlineData("1.1")]
    [InlineData("2.0.0")]
    [InlineData("9.9.9")]
    public void A_change_log_without_the_version_is_refused(string version)
    {
        var refused = Assert.Throws<ReleaseException>(() => ReleaseNotes.Of(version, ChangeLog, "CHANGELOG.md"));

        Assert.Equal("CHANGELOG.md has sections for 1.10.0, 1.1.0, 1.1.0-rc.1 …, and none for " + version, refused.Because);
    }

    [Fact]
    public void A_file_without_versions_is_the_notes_as_a_whole() =>
        Assert.Equal("# News\n\nPython 3.8 is gone.", ReleaseNotes.Of("1.0.0", "# News\r\n\r\nPython 3.8 is gone.\r\n", "NEWS.md"));
}
