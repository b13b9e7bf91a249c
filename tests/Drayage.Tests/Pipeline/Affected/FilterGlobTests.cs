using Drayage.Pipeline.Affected;
using Xunit;

namespace Drayage.Tests.Pipeline.Affected;

public sealed class FilterGlobTests
{
    [Theory]
    [InlineData("docs/** !docs/drafts/**", "docs/guide.md", true)]
    [InlineData("docs/** !docs/drafts/**", "docs/drafts/idea.md", false)]
    [InlineData("docs/** !docs/drafts/** docs/drafts/kept.md", "docs/drafts/kept.md", true)]
    [InlineData("!docs/** docs/**", "docs/guide.md", true)]
    [InlineData("!docs/**", "src/main.rs", true)]
    [InlineData("!docs/**", "docs/guide.md", false)]
    [InlineData("!docs/** !src/**", "tests/one.rs", true)]
    [InlineData("!(docs|src)/**", "docs/guide.md", false)]
    [InlineData("!(docs|src)/**", "tests/one.rs", true)]
    [InlineData("src/*.{rs,go}", "src/main.go", true)]
    [InlineData("src/*.{rs,go}", "src/deep/main.go", false)]
    // Unlike a gate, a name alone is a file's.
    [InlineData("docs", "docs/guide.md", false)]
    public void The_last_glob_that_matches_decides(string patterns, string path, bool expected) =>
        Assert.Equal(expected, new FilterGlob([.. patterns.Split(' ')], matchDotFiles: true).Matches(path));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Names_with_a_dot_are_matched_where_wanted(bool wanted) =>
        Assert.Equal(wanted, new FilterGlob(["**"], wanted).Matches(".github/workflows/changes.yml"));
}
