using Drayage.Model;
using Drayage.Model.Versions;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Drayage.Tests.Model.Versions;

public sealed class ReleaseVersionTests
{
    private static readonly Gen<string> LooseTexts =
        from core in Gen.Choose(2, 4).SelectMany(count => Gen.Elements("0", "1", "2", "10").ListOf(count))
        from suffix in Gen.Elements("", "", ".Final", "-SNAPSHOT", "-rc1", "-rc10", "-1", "_292", "-jre")
        select string.Join('.', core) + suffix;

    [Theory]
    [InlineData("1.2.3", VersionScheme.Semantic)]
    [InlineData("v1.2.3-rc.1+b", VersionScheme.Semantic)]
    [InlineData(" 1.2.3 ", VersionScheme.Semantic)]
    [InlineData("1.2.3-SNAPSHOT", VersionScheme.Semantic)]
    [InlineData("1.2.3rc1", VersionScheme.Python)]
    [InlineData("0.7.1.dev.1", VersionScheme.Python)]
    [InlineData("1.0.post1", VersionScheme.Python)]
    [InlineData("1!2.0", VersionScheme.Python)]
    [InlineData("2.4+cu130", VersionScheme.Python)]
    [InlineData("1.2", VersionScheme.Loose)]
    [InlineData("7", VersionScheme.Loose)]
    [InlineData("4.1.8.2", VersionScheme.Loose)]
    [InlineData("4.1.8.Final", VersionScheme.Loose)]
    [InlineData("1.0-SNAPSHOT", VersionScheme.Loose)]
    [InlineData("2024.01.05", VersionScheme.Loose)]
    public void The_scheme_is_seen_from_the_text(string text, VersionScheme scheme) =>
        Assert.Equal(scheme, ReleaseVersion.Recognise(text)?.Scheme);

    [Theory]
    [InlineData("")]
    [InlineData("v")]
    [InlineData("cli-0.3.0")]
    [InlineData("3d-1.0.0")]
    [InlineData("latest")]
    [InlineData("vv1.0.0")]
    [InlineData("1.0.")]
    [InlineData("1.0 beta")]
    [InlineData("1.0--1")]
    public void Other_texts_are_no_version(string text) => Assert.Null(ReleaseVersion.Recognise(text));

    [Theory]
    [InlineData("1.0.0-alpha", true)]
    [InlineData("1.0.0-beta.2", true)]
    [InlineData("1.0.0-rc1", true)]
    [InlineData("0.3.0-edge.1", true)]
    [InlineData("1.0.0-dev", true)]
    [InlineData("1.0.0-SNAPSHOT", true)]
    [InlineData("1.0-SNAPSHOT", true)]
    [InlineData("1.0-rc1", true)]
    [InlineData("1.0.M3", true)]
    [InlineData("0.5.8rc0", true)]
    [InlineData("1.0a1", true)]
    [InlineData("1.0b2", true)]
    [InlineData("0.7.1.dev1", true)]
    [InlineData("1.0.0.post1", false)]
    [InlineData("1.0.0+rc.1", false)]
    [InlineData("1.0+cu130", false)]
    [InlineData("4.1.8.Final", false)]
    [InlineData("31.1-jre", false)]
    [InlineData("1.2", false)]
    public void One_rule_says_what_a_pre_release_is(string text, bool expected) =>
        Assert.Equal(expected, ReleaseVersion.Recognise(text)!.IsPreRelease);

    [Fact]
    public void Loose_versions_rank_by_number()
    {
        string[] ascending = ["0.9.5", "0.11.0", "1.2-alpha9", "1.2-alpha10", "1.2-SNAPSHOT", "1.2", "1.2.Final", "1.2.1", "1.10", "4.1.8.2"];
        var versions = ascending.Reverse().Select(text => ReleaseVersion.Parse(text, VersionScheme.Loose));
        Assert.Equal(ascending, versions.Order().Select(version => version.Text));
    }

    [Fact]
    public void A_history_of_several_schemes_has_one_order()
    {
        string[] ascending = ["0.9", "1.0.0-rc.1", "1.0rc2", "1.0.0", "1.0", "1.0.post1", "1.0.1", "1!0.1"];
        Assert.Equal(ascending, ascending.Reverse().Select(text => ReleaseVersion.Recognise(text)!).Order().Select(version => version.Text));
    }

    [Theory]
    [InlineData("1.2.3", VersionStep.Minor, "1.3.0")]
    [InlineData("1.2rc1", VersionStep.Minor, "1.2")]
    [InlineData("1.2rc1", VersionStep.Patch, "1.2.0")]
    [InlineData("1.2.1rc1", VersionStep.Minor, "1.3.0")]
    [InlineData("1.2.post1", VersionStep.Patch, "1.2.1")]
    [InlineData("1!1.2.post1.dev1", VersionStep.Minor, "1!1.3")]
    [InlineData("2.4.0+cu130", VersionStep.Major, "3.0.0")]
    [InlineData("4.1.8.2", VersionStep.Patch, "4.1.9.0")]
    [InlineData("1.0-SNAPSHOT", VersionStep.Minor, "1.0")]
    [InlineData("7", VersionStep.Minor, "7.1")]
    public void Every_scheme_counts_on(string from, VersionStep step, string to) =>
        Assert.Equal(to, ReleaseVersion.Recognise(from)!.Next(step).Text);

    [Theory]
    [InlineData("1.2.post1", "rc", VersionStep.Minor, "1.3rc1")]
    [InlineData("1.2.4rc9", "rc", VersionStep.Patch, "1.2.4rc10")]
    [InlineData("1.2.4b3", "rc", VersionStep.Patch, "1.2.4rc1")]
    [InlineData("1.2.4rc1.dev2", "rc", VersionStep.Patch, "1.2.4rc1")]
    [InlineData("1.2.4.dev2", "dev", VersionStep.Patch, "1.2.4.dev3")]
    [InlineData("1.2.4.dev2", "alpha", VersionStep.Patch, "1.2.4a1")]
    [InlineData("1.2.4-rc.9", "rc", VersionStep.Patch, "1.2.4-rc.10")]
    public void Every_pre_release_counts_on(string from, string label, VersionStep step, string to) =>
        Assert.Equal(to, ReleaseVersion.Recognise(from)!.NextPreRelease(label, step).Text);

    [Theory]
    [InlineData("1.2.4rc1", "beta")]
    [InlineData("1.2.4a1", "dev")]
    [InlineData("1.2.4a1", "nightly")]
    [InlineData("1.2.4a1", "post")]
    [InlineData("1.2.4a1", ".")]
    [InlineData("1.2.4a1", "rc1.dev")]
    [InlineData("1.2.4a1", "")]
    [InlineData("1.2.4.post1", "1")]
    [InlineData("4.1.8.Final", "rc")]
    public void A_pre_release_that_the_scheme_lacks_is_refused(string from, string label) =>
        Assert.Throws<ReleaseException>(() => ReleaseVersion.Recognise(from)!.NextPreRelease(label));

    [Fact]
    public void The_order_across_schemes_is_total()
    {
        var any = Gen.OneOf(VersionTexts.Semantic, VersionTexts.Pep440, LooseTexts)
            .Select(text => ReleaseVersion.Recognise(text)!).Where(version => version is not null);
        Prop.ForAll(any.Three().ToArbitrary(), triple =>
        {
            var (a, b, c) = triple;
            return Math.Sign(a.CompareTo(b)) == -Math.Sign(b.CompareTo(a))
                && (a.CompareTo(b) == 0) == a.Equals(b)
                && !(a.CompareTo(b) <= 0 && b.CompareTo(c) <= 0 && a.CompareTo(c) > 0);
        }).QuickCheckThrowOnFailure();
    }
}
