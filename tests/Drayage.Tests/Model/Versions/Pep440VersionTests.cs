using Drayage.Model.Versions;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Drayage.Tests.Model.Versions;

public sealed class Pep440VersionTests
{
    [Theory]
    [InlineData("1.0", "1.0")]
    [InlineData("v1.0", "1.0")]
    [InlineData(" 1.0\n", "1.0")]
    [InlineData("00!01.02", "1.2")]
    [InlineData("1!2.0", "1!2.0")]
    [InlineData("1.1RC1", "1.1rc1")]
    [InlineData("1.1-rc.1", "1.1rc1")]
    [InlineData("1.1.c_1", "1.1rc1")]
    [InlineData("1.1pre", "1.1rc0")]
    [InlineData("1.1-preview2", "1.1rc2")]
    [InlineData("1.1alpha", "1.1a0")]
    [InlineData("1.1_beta-03", "1.1b3")]
    [InlineData("1.1a.", "1.1a0")]
    [InlineData("1.0-1", "1.0.post1")]
    [InlineData("1.0.r4", "1.0.post4")]
    [InlineData("1.0-rev", "1.0.post0")]
    [InlineData("1.0a--1", "1.0a0.post1")]
    [InlineData("1.0a-1", "1.0a1")]
    [InlineData("0.7.1.dev.1", "0.7.1.dev1")]
    [InlineData("1.0rc1.post2.dev3", "1.0rc1.post2.dev3")]
    [InlineData("1.0+Ubuntu-01_x", "1.0+ubuntu.1.x")]
    [InlineData("1.0dev+5", "1.0.dev0+5")]
    public void Every_spelling_has_one_canonical_form(string text, string canonical)
    {
        Assert.Equal(canonical, Pep440Version.Parse(text).ToString());
        Assert.Equal(text == canonical, Pep440Version.IsCanonical(text));
        Assert.True(Pep440Version.IsCanonical(canonical));
    }

    [Theory]
    [InlineData("")]
    [InlineData("1.0-")]
    [InlineData("1.0..1")]
    [InlineData("1.0.*")]
    [InlineData("1.0+")]
    [InlineData("1.0+a..b")]
    [InlineData("1.0+a+b")]
    [InlineData("1.0-nightly.1")]
    [InlineData("1.0.dev1rc1")]
    [InlineData("1.0rc1.2")]
    [InlineData("french toast")]
    [InlineData("1!2!3")]
    [InlineData("-1.0")]
    public void Other_texts_are_refused(string text)
    {
        Assert.False(Pep440Version.TryParse(text, out _));
        Assert.Throws<FormatException>(() => Pep440Version.Parse(text));
    }

    [Fact]
    public void The_order_is_that_of_the_specification()
    {
        string[] ascending =
        [
            "1.dev0", "1.0.dev456", "1.0a1.dev1", "1.0a1", "1.0a2.dev456", "1.0a12.dev456", "1.0a12", "1.0b1.dev456", "1.0b2", "1.0b2.post345.dev456",
            "1.0b2.post345", "1.0rc1.dev456", "1.0rc1", "1.0", "1.0+abc.5", "1.0+abc.7", "1.0+5", "1.0.post456.dev34", "1.0.post456",
            "1.0.15", "1.1.dev1", "0!2026.1", "1!1.0",
        ];
        var shuffled = ascending.Reverse().Select(Pep440Version.Parse);
        Assert.Equal(ascending.Select(text => Pep440Version.Parse(text).ToString()), shuffled.Order().Select(version => version.ToString()));
    }

    [Fact]
    public void Trailing_zeros_make_no_other_version()
    {
        Assert.Equal(Pep440Version.Parse("1.0"), Pep440Version.Parse("1.0.0"));
        Assert.Equal(Pep440Version.Parse("1.0rc1").GetHashCode(), Pep440Version.Parse("1rc1").GetHashCode());
    }

    [Theory]
    [InlineData("1.0a1", true)]
    [InlineData("1.0.dev1", true)]
    [InlineData("1.0.post1.dev1", true)]
    [InlineData("1.0.post1", false)]
    [InlineData("1.0+rc1", false)]
    public void A_post_release_is_no_pre_release(string text, bool expected) =>
        Assert.Equal(expected, Pep440Version.Parse(text).IsPreRelease);

    [Fact]
    public void The_order_is_total_and_printing_reads_back()
    {
        var triples = VersionTexts.Pep440.Select(Pep440Version.Parse).Three();
        Prop.ForAll(triples.ToArbitrary(), triple =>
        {
            var (a, b, c) = triple;
            return Pep440Version.Parse(a.ToString()).ToString() == a.ToString()
                && Math.Sign(a.CompareTo(b)) == -Math.Sign(b.CompareTo(a))
                && (!a.Equals(b) || a.GetHashCode() == b.GetHashCode())
                && !(a.CompareTo(b) <= 0 && b.CompareTo(c) <= 0 && a.CompareTo(c) > 0);
        }).QuickCheckThrowOnFailure();
    }
}
