using Drayage.Model;
using Drayage.Model.Versions;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Drayage.Tests.Model.Versions;

public sealed class SemanticVersionTests
{
    [Theory]
    [InlineData("0.0.4")]
    [InlineData("1.1.2-prerelease+meta")]
    [InlineData("1.0.0-alpha0.valid")]
    [InlineData("1.0.0-alpha-a.b-c-somethinglong+build.1-aef.1-its-okay")]
    [InlineData("1.2.3----RC-SNAPSHOT.12.9.1--.12+788")]
    [InlineData("1.0.0+0.build.1-rc.10000aaa-kk-0.1")]
    [InlineData("99999999999999999999999.999999999999999999.99999999999999999")]
    [InlineData("1.0.0-0A.is.legal")]
    public void The_specifications_valid_texts_come_back_unchanged(string text) =>
        Assert.Equal(text, SemanticVersion.Parse(text).ToString());

    [Theory]
    [InlineData("1.2", "three numbers")]
    [InlineData("1.2.3.4", "three numbers")]
    [InlineData("v1.2.3", "'v1' is not a number")]
    [InlineData("01.1.1", "leading zero")]
    [InlineData("1.2.3-0123", "leading zero")]
    [InlineData("1.2.3-", "empty pre-release")]
    [InlineData("1.2.3-a..b", "empty pre-release")]
    [InlineData("1.2.3+", "empty build")]
    [InlineData("1.2.3-rc_1", "'_'")]
    [InlineData("1.2.3+b+c", "'+'")]
    [InlineData("1.2.3 ", "'3 ' is not a number")]
    [InlineData("1.2.-3", "'' is not a number")]
    [InlineData("", "three numbers")]
    [InlineData("１.2.3", "is not a number")]
    public void An_invalid_text_is_refused_with_the_offence(string text, string offence)
    {
        Assert.False(SemanticVersion.TryParse(text, out _));
        Assert.Contains(offence, Assert.Throws<FormatException>(() => SemanticVersion.Parse(text)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Texts_without_end_are_refused() => Assert.False(SemanticVersion.TryParse("1.0.0-" + new string('a', 251), out _));

    [Fact]
    public void Precedence_follows_section_11()
    {
        string[] ascending =
        [
            "1.0.0-0", "1.0.0-1", "1.0.0-1.0", "1.0.0-2", "1.0.0-10", "1.0.0-RC", "1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta",
            "1.0.0-beta.2", "1.0.0-beta.11", "1.0.0-rc.1", "1.0.0-rc10", "1.0.0-rc2", "1.0.0", "1.0.1", "1.9.0", "1.10.0", "2.0.0",
        ];
        var shuffled = ascending.OrderBy(text => text, StringComparer.Ordinal).Select(SemanticVersion.Parse);
        Assert.Equal(ascending, shuffled.Order().Select(version => version.ToString()));
    }

    [Fact]
    public void Build_metadata_has_no_precedence_but_a_place_in_sorted_lists()
    {
        var (plain, built) = (SemanticVersion.Parse("1.0.0"), SemanticVersion.Parse("1.0.0+b.1"));
        Assert.Equal(0, SemanticVersion.ComparePrecedence(plain, built));
        Assert.NotEqual(plain, built);
        Assert.True(plain.CompareTo(built) < 0);
    }

    [Theory]
    [InlineData("1.2.3", VersionStep.Major, "2.0.0")]
    [InlineData("1.2.3", VersionStep.Minor, "1.3.0")]
    [InlineData("1.2.3+b", VersionStep.Patch, "1.2.4")]
    [InlineData("2.0.0-rc.1", VersionStep.Major, "2.0.0")]
    [InlineData("2.1.0-rc.1", VersionStep.Major, "3.0.0")]
    [InlineData("2.1.0-rc.1", VersionStep.Minor, "2.1.0")]
    [InlineData("2.1.1-rc.1", VersionStep.Patch, "2.1.1")]
    public void A_step_finishes_its_own_pre_release(string from, VersionStep step, string to) =>
        Assert.Equal(to, SemanticVersion.Parse(from).Next(step).ToString());

    [Theory]
    [InlineData("1.2.3", "rc", VersionStep.Patch, "1.2.4-rc.1")]
    [InlineData("1.2.3", "rc", VersionStep.Minor, "1.3.0-rc.1")]
    [InlineData("1.2.4-rc.9", "rc", VersionStep.Patch, "1.2.4-rc.10")]
    [InlineData("1.2.4-beta.3", "rc", VersionStep.Patch, "1.2.4-rc.1")]
    [InlineData("1.2.4-rc", "rc", VersionStep.Patch, "1.2.4-rc.1")]
    public void A_pre_release_counts_on(string from, string label, VersionStep step, string to) =>
        Assert.Equal(to, SemanticVersion.Parse(from).NextPreRelease(label, step).ToString());

    [Theory]
    [InlineData("1.2.4-rc.1", "beta")]
    [InlineData("1.2.4-rc8", "rc")]
    public void A_pre_release_never_goes_back(string from, string label) =>
        Assert.Throws<ReleaseException>(() => SemanticVersion.Parse(from).NextPreRelease(label));

    [Fact]
    public void The_order_is_total_and_agrees_with_equality()
    {
        var triples = VersionTexts.Semantic.Select(SemanticVersion.Parse).Three();
        Prop.ForAll(triples.ToArbitrary(), triple =>
        {
            var (a, b, c) = triple;
            return SemanticVersion.Parse(a.ToString()).Equals(a)
                && Math.Sign(a.CompareTo(b)) == -Math.Sign(b.CompareTo(a))
                && a.CompareTo(b) == 0 == a.Equals(b)
                && !(a.CompareTo(b) <= 0 && b.CompareTo(c) <= 0 && a.CompareTo(c) > 0);
        }).QuickCheckThrowOnFailure();
    }
}
