using Drayage.Model.Versions;
using Xunit;

namespace Drayage.Tests.Model.Versions;

public sealed class FloatingTagsTests
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
    [InlineData("1.2.3", "1!0.1", "1.2 1")]
    [InlineData("1!0.1", "1.2.3", "latest")]
    public void A_tag_floats_to_the_highest_full_release_under_it(string version, string existing, string tags) =>
        Assert.Equal(tags, string.Join(' ', FloatingTags.Of(
            ReleaseVersion.Recognise(version)!,
            existing.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(text => ReleaseVersion.Recognise(text)!))));
}
