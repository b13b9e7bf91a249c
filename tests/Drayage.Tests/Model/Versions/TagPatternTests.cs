using Drayage.Model;
using Drayage.Model.Versions;
using Drayage.Model.Versions.Tags;
using Drayage.Testing;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Drayage.Tests.Model.Versions;

public sealed class TagPatternTests
{
    [Theory]
    [InlineData("v{{ version }}", "v1.2.3", "1.2.3")]
    [InlineData("v{{version}}", "v1.2.3-rc.1+b.2", "1.2.3-rc.1+b.2")]
    [InlineData("foreign/go/v{{ version }}", "foreign/go/v0.7.0", "0.7.0")]
    [InlineData("{{ component }}_{{ version }}", "iggy_0.3.0", "0.3.0")]
    [InlineData("{{ component }}-{{ version }}", "iggy-0.3.0-edge.1", "0.3.0-edge.1")]
    [InlineData("{{ version }}", "1.2", "1.2")]
    [InlineData("py-v{{ version }}", "py-v0.5.8rc0", "0.5.8rc0")]
    [InlineData("chart-{{ tag_version }}", "chart-1.0.0_b.2", "1.0.0+b.2")]
    [InlineData("v{{ version }}/server", "v1.0.0/server", "1.0.0")]
    public void A_tag_is_written_and_read_back(string template, string tag, string version)
    {
        var pattern = TagPattern.Parse(template, "iggy");
        Assert.Equal(tag, pattern.Format(ReleaseVersion.Recognise(version)!));
        Assert.True(pattern.TryMatch(tag, out var read));
        Assert.Equal(version, read.Text);
    }

    [Theory]
    [InlineData("iggy-{{ version }}", "iggy-cli-0.3.0")]
    [InlineData("iggy-{{ version }}", "iggy-v0.3.0")]
    [InlineData("iggy-{{ version }}", "iggy-")]
    [InlineData("iggy-{{ version }}", "my-iggy-0.3.0")]
    [InlineData("iggy-{{ version }}", "iggy-0.3.0/x")]
    [InlineData("iggy-{{ version }}", "iggy-0.3.0 ")]
    [InlineData("v{{ version }}", "1.0.0")]
    [InlineData("v{{ version }}", "V1.0.0")]
    [InlineData("{{ version }}", "v1.0.0")]
    [InlineData("v{{ version }}/server", "v1.0.0")]
    public void A_tag_that_only_begins_alike_is_another_ones(string template, string tag) =>
        Assert.False(TagPattern.Parse(template, "iggy").TryMatch(tag, out _));

    [Fact]
    public void A_scheme_narrows_what_counts()
    {
        var strict = TagPattern.Parse("v{{ version }}", "crate", VersionScheme.Semantic);
        Assert.True(strict.TryMatch("v1.0.0", out _));
        Assert.False(strict.TryMatch("v1.0", out _));
        Assert.False(strict.TryMatch("v1.0.0rc1", out _));
    }

    [Theory]
    [InlineData("release", "holds no version")]
    [InlineData("{{ version }}-{{ tag_version }}", "twice")]
    [InlineData("v{{ versoin }}", "'versoin' is unknown")]
    [InlineData("v{{ version | lower }}", "'version | lower' is unknown")]
    [InlineData("v{ version }-{{ version }}", "brace")]
    [InlineData("v2{{ version }}", "digit before")]
    [InlineData("{{ version }}x", "after the version")]
    [InlineData("my tag {{ version }}", "space")]
    [InlineData("a..b{{ version }}", "'..'")]
    [InlineData("/v{{ version }}", "empty part")]
    [InlineData("v{{ version }}/", "empty part")]
    [InlineData("a/.v{{ version }}", "begins with a dot")]
    [InlineData("v{{ version }}.lock", "ends with .lock")]
    [InlineData("-v{{ version }}", "hyphen")]
    [InlineData("v~{{ version }}", "'~'")]
    public void A_bad_template_is_refused(string template, string because) =>
        Assert.Contains(because, Assert.Throws<ReleaseException>(() => TagPattern.Parse(template, "iggy")).Because, StringComparison.Ordinal);

    [Fact]
    public void A_version_that_git_refuses_gets_no_tag() =>
        Assert.Throws<ReleaseException>(() => TagPattern.Parse("v{{ version }}", "x").Format(ReleaseVersion.Parse("1.0~rc1", VersionScheme.Loose)));

    [Fact]
    public void Every_semantic_version_survives_its_tag()
    {
        var patterns = Gen.Elements("v{{ version }}", "{{ component }}-{{ version }}", "a/b/v{{ version }}", "{{ tag_version }}")
            .Select(template => TagPattern.Parse(template, "sdk"));
        var versions = VersionTexts.Semantic.Select(text => ReleaseVersion.Parse(text, VersionScheme.Semantic));
        Prop.ForAll(patterns.Zip(versions).ToArbitrary(), pair =>
        {
            var (pattern, version) = pair;
            return pattern.TryMatch(pattern.Format(version), out var read) && read.Equals(version);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public async Task Git_refuses_the_same_names()
    {
        var names = VersionTexts.Sample(
            Gen.Elements("v1", "/", ".", "..", "a", "~", "^", ":", "?", "*", "[", "\\", "@", "{", "@{", ".lock", "+b", "_", "é", "-", " ", "HEAD").ListOf(4)
                .Select(parts => string.Concat(parts)), 400, 8);
        // git check-ref-format knows nothing of "git tag"'s own two rules, which the tables above hold.
        var script = "while IFS= read -r name; do if git check-ref-format \"refs/tags/$name\"; then echo ok; else echo no; fi; done";

        var answer = (await Peer.Require("bash").RunAsync(["-c", script], string.Concat(names.Select(name => name + "\n")))).Succeeded();

        Assert.Equal(
            names.Select(name => $"{name} {(GitTagName.Offence(name.StartsWith('-') ? "x" + name : name) is null ? "ok" : "no")}"),
            answer.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Zip(names, (verdict, name) => $"{name} {verdict}"));
    }
}
