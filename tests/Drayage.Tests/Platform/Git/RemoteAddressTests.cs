using Drayage.Platform.Git;
using Xunit;

namespace Drayage.Tests.Platform.Git;

public sealed class RemoteAddressTests
{
    [Theory]
    [InlineData("https://github.com/owner/name.git", "github.com", "owner", "name")]
    [InlineData("https://GitHub.com/owner/name/", "github.com", "owner", "name")]
    [InlineData("https://user:token@git.example:8443/owner/name", "git.example:8443", "owner", "name")]
    [InlineData("git@github.com:owner/name.git", "github.com", "owner", "name")]
    [InlineData("github.com:owner/name.dots.git", "github.com", "owner", "name.dots")]
    [InlineData("ssh://git@git.example:2222/group/sub/name.git", "git.example", "group/sub", "name")]
    [InlineData("git://git.example/owner/name", "git.example", "owner", "name")]
    public void Hosted_addresses(string url, string host, string owner, string name)
    {
        Assert.True(RemoteAddress.TryParse(url, out var address));
        Assert.Equal((host, owner, name), (address.Host, address.Owner, address.Name));
        Assert.Equal($"{owner}/{name}", address.Slug);
    }

    [Theory]
    [InlineData("/srv/git/name.git")]
    [InlineData("../name")]
    [InlineData("./a:b/c")]
    [InlineData(@"C:\git\name")]
    [InlineData("file:///srv/git/owner/name.git")]
    [InlineData("https://github.com/name")]
    [InlineData("https://github.com/owner/.git")]
    [InlineData("https://github.com/owner//name")]
    [InlineData("")]
    public void Others_have_none(string url) => Assert.False(RemoteAddress.TryParse(url, out _));
}
