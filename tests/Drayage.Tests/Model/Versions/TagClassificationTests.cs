using System.Collections.Immutable;
using Drayage.Model;
using Drayage.Model.Versions.Tags;
using Xunit;

namespace Drayage.Tests.Model.Versions;

public sealed class TagClassificationTests
{
    [Fact]
    public void Every_tag_goes_to_one_component_or_none()
    {
        var classification = TagClassification.Classify(
            ["iggy-cli-0.3.0", "iggy-0.11.0", "iggy-0.9.5", "iggy-0.9.5-edge.1", "foreign/go/v0.7.0", "v1.0.0", "nightly", "iggy-0.9.5"],
            [
                TagPattern.Parse("iggy-{{ version }}", "server"),
                TagPattern.Parse("iggy-cli-{{ version }}", "cli"),
                TagPattern.Parse("foreign/go/v{{ version }}", "go"),
            ]);

        Assert.Equal(["iggy-0.9.5-edge.1", "iggy-0.9.5", "iggy-0.11.0"], classification.Of("server").Select(tag => tag.Tag));
        Assert.Equal("iggy-cli-0.3.0", Assert.Single(classification.Of("cli")).Tag);
        Assert.Equal("0.7.0", Assert.Single(classification.Of("go")).Version.Text);
        Assert.Equal(["v1.0.0", "nightly"], classification.Unclaimed);
        Assert.Empty(classification.Ambiguous);
        Assert.Equal("iggy-0.11.0", classification.Newest("server", preReleases: true)?.Tag);
        Assert.Null(classification.Newest("none", preReleases: true));
    }

    [Fact]
    public void The_newest_full_release_passes_over_pre_releases()
    {
        var classification = TagClassification.Classify(["v1.0.0", "v1.1.0-rc.1"], [TagPattern.Parse("v{{ version }}", "a")]);
        Assert.Equal("v1.0.0", classification.Newest("a", preReleases: false)?.Tag);
        Assert.Equal("v1.1.0-rc.1", classification.Newest("a", preReleases: true)?.Tag);
    }

    [Theory]
    [InlineData("v{{ version }}", "v{{version}}")]
    [InlineData("v{{ version }}", "v{{ version }}-gpu")]
    [InlineData("{{ component }}-{{ version }}", "a-1.0-{{ version }}")]
    [InlineData("chart-{{ tag_version }}", "chart-{{ version }}")]
    public void Templates_that_claim_the_same_tag_are_refused(string first, string second)
    {
        ImmutableArray<TagPattern> patterns = [TagPattern.Parse(first, "a"), TagPattern.Parse(second, "b")];
        var refusal = Assert.Throws<ReleaseException>(() => TagClassification.RefuseAmbiguity(patterns));
        Assert.Equal(ExitCode.Usage, refusal.Code);
        Assert.StartsWith("components a and b claim the same tags", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Templates_that_only_begin_alike_are_allowed() =>
        TagClassification.RefuseAmbiguity(
            [TagPattern.Parse("iggy-{{ version }}", "a"), TagPattern.Parse("iggy-cli-{{ version }}", "b"), TagPattern.Parse("3d-{{ version }}", "c"), TagPattern.Parse("{{ version }}", "d")]);

    [Fact]
    public void A_component_may_have_changed_its_tags() =>
        TagClassification.RefuseAmbiguity([TagPattern.Parse("v{{ version }}", "a"), TagPattern.Parse("v{{ version }}-old", "a")]);

    [Fact]
    public void A_tag_that_fits_two_is_reported_and_counts_for_neither()
    {
        var classification = TagClassification.Classify(
            ["v1.0.0-gpu", "v1.0.0"], [TagPattern.Parse("v{{ version }}", "a"), TagPattern.Parse("v{{ version }}-gpu", "b")]);
        Assert.Equal(["a", "b"], Assert.Single(classification.Ambiguous).Components);
        Assert.Equal("v1.0.0", Assert.Single(classification.Owned).Tag);
    }
}
