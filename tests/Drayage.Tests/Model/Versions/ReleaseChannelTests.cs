using Drayage.Model.Versions;
using Xunit;

namespace Drayage.Tests.Model.Versions;

/// <summary>The spellings that real projects release under.</summary>
public sealed class ReleaseChannelTests
{
    [Theory]
    [InlineData("0.5.8", "stable")]
    [InlineData("v0.5.8", "stable")]
    [InlineData("0.5.8.post1", "stable")]
    [InlineData("0.3.9.post2", "stable")]
    [InlineData("1.0.0+cu130", "stable")]
    [InlineData("4.1.8.Final", "stable")]
    [InlineData("2024.11", "stable")]
    [InlineData("0.5.8rc0", "rc")]
    [InlineData("0.5.8rc1.post1", "rc")]
    [InlineData("0.5.8-rc.1", "rc")]
    [InlineData("0.5.8-rc1", "rc")]
    [InlineData("0.8.0-RC2", "rc")]
    [InlineData("0.8.0-c.1", "rc")]
    [InlineData("1.0.RC1", "rc")]
    [InlineData("0.7.0-edge.4", "edge")]
    [InlineData("0.7.0-edge", "edge")]
    [InlineData("0.7.1.dev1", "dev")]
    [InlineData("0.7.1-dev4", "dev")]
    [InlineData("0.7.1-dev.20260101.g0a1b2c3", "dev")]
    [InlineData("0.7.1.dev20260101", "dev")]
    [InlineData("0.7.1rc1.dev2", "dev")]
    [InlineData("0.7.1-rc.1.dev2", "dev")]
    [InlineData("1.0.0a3", "alpha")]
    [InlineData("1.0.0-alpha.beta", "alpha")]
    [InlineData("1.0.0b2", "beta")]
    [InlineData("2.0-beta-3", "beta")]
    [InlineData("1.0.0-preview.3", "preview")]
    [InlineData("1.0.0-nightly.20260101", "nightly")]
    [InlineData("1.0.0-next.0", "next")]
    [InlineData("1.0-SNAPSHOT", "snapshot")]
    [InlineData("1.0.0-SNAPSHOT", "snapshot")]
    [InlineData("1.0.0-insiders.7", "insiders")]
    [InlineData("1.0.0-1", "pre")]
    [InlineData("1.0.0-x.7.z.92", "pre")]
    [InlineData("1.0.0-latest.1", "pre")]
    [InlineData("1.0.0-stable", "pre")]
    public void A_version_says_its_channel(string version, string channel)
    {
        var recognised = ReleaseVersion.Recognise(version)!;

        Assert.Equal(channel, recognised.Channel.Name);
        Assert.Equal(channel != "stable", recognised.IsPreRelease);
    }
}
