using Drayage.Model;
using Xunit;

namespace Drayage.Tests.Model;

public sealed class NearestNameTests
{
    private static readonly string[] Known = ["version", "os", "arch", "components", "registry", "registries"];

    [Theory]
    [InlineData("verison", "version")]
    [InlineData("vesion", "version")]
    [InlineData("Version", "version")]
    [InlineData("component", "components")]
    [InlineData("archs", "arch")]
    [InlineData("so", "os")]
    [InlineData("registry", "registry")]
    [InlineData("registrys", "registry")]
    public void Names_the_nearest(string wanted, string expected) => Assert.Equal(expected, NearestName.Find(wanted, Known));

    [Theory]
    [InlineData("destination")]
    [InlineData("vrsnio")]
    [InlineData("x")]
    [InlineData("")]
    public void Stays_silent_when_nothing_is_near(string wanted) => Assert.Null(NearestName.Find(wanted, Known.Where(name => name != "os")));

    [Fact]
    public void The_first_of_equally_near_names_wins() => Assert.Equal("cat", NearestName.Find("bat", ["cat", "hat"]));
}
