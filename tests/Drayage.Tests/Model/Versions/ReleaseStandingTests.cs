using Drayage.Model.Versions;
using Xunit;

namespace Drayage.Tests.Model.Versions;

public sealed class ReleaseStandingTests
{
    [Theory]
    [InlineData("1.2.3", "", "1.2 1 latest")]
    [InlineData("1.2.3", "1.2.3 1.2.2 0.9.0", "1.2 1 latest")]
    [InlineData("1.2.3", "1.2.10", "")]
    [InlineData("1.2.3", "1.3.0", "1.2")]
    [InlineData("1.2.3", "2.0.0", "1.2 1")]
    [InlineData("1.2.3", "2.0.0-rc.1 1.2.4-rc.1", "1.2 1 latest")]
    [InlineData("2.0.0-rc.1", "1.0.0", "")]
    [InlineData("0.5.8rc0", "", "")]
    [InlineData("0.5.8", "0.5.7", "0.5 latest")]
    [InlineData("1.0.0.post1", "1.0.0", "1.0 1 latest")]
    [InlineData("1.0.0", "1.0.0.post1", "")]
    [InlineData("4.1.8.2", "4.1.8.1", "4.1.8 4.1 4 latest")]
    [InlineData("1.2.3+b.2", "1.2.3+b.1 1.2.3+b.3", "1.2 1 latest")]
    [InlineData("0.5.8rc0", "0.5.7", "")]
    [InlineData("0.5.8.post1", "0.5.8", "0.5 latest")]
    [InlineData("1.1.5", "1.1.4 1.2.0", "1.1")]
    [InlineData("1.1.5", "1.1.4 1.2.0-rc.1", "1.1 1 latest")]
    [InlineData("0.9.5", "0.11.0", "0.9")]
    [InlineData("1.2.3", "1!0.1", "1.2 1")]
    [InlineData("1!0.1", "1.2.3", "latest")]
    public void A_tag_floats_to_the_highest_full_release_under_it(string version, string existing, string tags) =>
        Assert.Equal(tags, string.Join(' ', Standing(version, existing).FloatingTags));

    [Theory]
    [InlineData("1.2.3", "1.2.2 1.3.0-rc.1", "latest")]
    [InlineData("1.1.5", "1.1.4 1.2.0", "release-1.1")]
    [InlineData("1.1.4", "1.1.5 1.2.0", "release-1.1.4")]
    [InlineData("0.7.0-edge.4", "0.6.0 0.7.0-edge.3", "edge")]
    [InlineData("0.7.0-rc.1", "0.7.0-edge.9", "rc")]
    [InlineData("0.7.0-rc.1", "0.8.0-rc.1", "rc-0.7.0")]
    [InlineData("0.7.0", "0.7.0-edge.9 0.7.0-rc.2", "latest")]
    public void A_dist_tag_moves_to_the_highest_of_its_channel_only(string version, string existing, string tag) =>
        Assert.Equal(tag, Standing(version, existing).DistTag);

    [Fact]
    public void What_moves_is_decided_alike_for_every_destination()
    {
        string[] spellings = ["1.2.0", "1.2.0-rc.1", "1.2.0rc1", "1.2.0.post1", "1.2.0.dev3", "1.2.0-edge.1", "1.2-SNAPSHOT", "1.2.0+b.1"];
        foreach (var standing in spellings.Select(text => Standing(text, "1.1.0 1.0.0")))
        {
            Assert.NotEqual(standing.IsPreRelease, standing.IsLatest);
            Assert.Equal(standing.IsLatest, standing.FloatingTags.Contains(ReleaseStanding.Latest));
            Assert.Equal(standing.IsLatest, standing.DistTag == ReleaseStanding.Latest);
        }
    }

    private static ReleaseStanding Standing(string version, string existing) => ReleaseStanding.Of(
        ReleaseVersion.Recognise(version)!,
        existing.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(text => ReleaseVersion.Recognise(text)!));
}
