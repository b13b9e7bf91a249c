using Drayage.Model;
using Xunit;

namespace Drayage.Tests.Model;

public sealed class CountedTests
{
    [Theory]
    [InlineData(0, "0 packages")]
    [InlineData(1, "1 package")]
    [InlineData(2, "2 packages")]
    public void Only_one_is_singular(int count, string expected) => Assert.Equal(expected, Counted.Of(count, "package"));
}
