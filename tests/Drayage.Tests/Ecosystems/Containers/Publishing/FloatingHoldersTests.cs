using Drayage.Ecosystems.Containers.Publishing;
using Xunit;

namespace Drayage.Tests.Ecosystems.Containers.Publishing;

/// <summary>What a floating tag goes back to, as the registry's tags tell.</summary>
public sealed class FloatingHoldersTests
{
    [Theory]
    [InlineData("latest", "1.5.0", "1.4.0 1.5.0 1.4 1.5 1 latest", "1.4.0")]
    [InlineData("1", "1.5.0", "1.4.0 1.5.0 0.9.0", "1.4.0")]
    [InlineData("1.5", "1.5.0", "1.4.0 1.5.0", null)]
    [InlineData("1.5", "1.5.1", "1.5.0 1.5.1 1.6.0", "1.5.0")]
    [InlineData("latest", "2.0.0", "1.9.0 1.10.0 2.0.0 2.1.0-rc.1 edge sha256-aa", "1.10.0")]
    [InlineData("latest", "1.0.0", "1.0.0 1.1.0-rc.1 nightly", null)]
    [InlineData("latest", "1.0.0", "1.0.0 latest", null)]
    [InlineData("latest", "0.5.8.post1", "0.5.8.post1 0.5.7.post2 0.5.8rc1", "0.5.7.post2")]
    [InlineData("latest", "4.1.8.2", "4.1.8.2 4.1.8.1 4.1.8 4.1", "4.1.8.1")]
    [InlineData("latest", "1.2.3_b.2", "1.2.3_b.1 1.2.3_b.2 1.2.2", "1.2.3_b.1")]
    public void The_highest_full_release_that_remains_under_the_name(string name, string withdrawn, string tags, string? holder) =>
        Assert.Equal(holder, FloatingHolders.Find(name, withdrawn, tags.Split(' ')));

    [Theory]
    [InlineData("latest", "1.4.0", "1.3.0 1.4.0 1.5.0 latest", "1.5.0")]
    [InlineData("1", "1.4.0", "1.5.0 2.0.0", "1.5.0")]
    [InlineData("1.4", "1.4.0", "1.3.0 1.5.0", null)]
    [InlineData("latest", "1.4.0", "1.3.0 1.5.0-rc.1 2.0 nightly", null)]
    public void A_later_release_under_the_name(string name, string version, string tags, string? later) =>
        Assert.Equal(later, FloatingHolders.FindLater(name, version, tags.Split(' ')));
}
