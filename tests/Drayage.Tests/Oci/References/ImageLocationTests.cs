using Drayage.Model;
using Drayage.Oci.References;
using Drayage.Testing;
using Xunit;

namespace Drayage.Tests.Oci.References;

public sealed class ImageLocationTests : IDisposable
{
    private const string Hex = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    private readonly TemporaryDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Theory]
    [InlineData("docker://ghcr.io/acme/tool:1", "ghcr.io/acme/tool:1")]
    [InlineData("ghcr.io/acme/tool:1", "ghcr.io/acme/tool:1")]
    [InlineData("alpine", "docker.io/library/alpine")]
    [InlineData("127.0.0.1:5000/tool@sha256:" + Hex, "127.0.0.1:5000/tool@sha256:" + Hex)]
    [InlineData("oci:some/dir:1.0", "oci:{0}/some/dir:1.0")]
    [InlineData("oci:dir:localhost/tool:1.0", "oci:{0}/dir:localhost/tool:1.0")]
    [InlineData("oci:dir@sha256:" + Hex, "oci:{0}/dir:sha256:" + Hex)]
    [InlineData("oci:dir:sha256:" + Hex, "oci:{0}/dir:sha256:" + Hex)]
    [InlineData("docker-archive:x.tar:acme/tool:1.0", "docker-archive:{0}/x.tar:acme/tool:1.0")]
    [InlineData("docker-archive:/x.tar:@1", "docker-archive:/x.tar:@1")]
    [InlineData("layout", "oci:{0}/layout")]
    [InlineData("layout:1.0", "oci:{0}/layout:1.0")]
    [InlineData("saved", "docker-archive:{0}/saved")]
    [InlineData("./new.tar:acme/tool:1", "docker-archive:{0}/new.tar:acme/tool:1")]
    [InlineData("./new:1", "oci:{0}/new:1")]
    public void Transports_and_paths_are_told_apart(string text, string expected)
    {
        directory.Write("layout/oci-layout", "{}");
        directory.Write("saved", "");
        Assert.Equal(expected.Replace("{0}", directory.Path, StringComparison.Ordinal), ImageLocation.Parse(text, directory.Path).ToString());
    }

    [Theory]
    [InlineData("docker-daemon:alpine", "docker save")]
    [InlineData("containers-storage:alpine", "podman save")]
    [InlineData("oci-archive:x.tar", "oci:DIR")]
    [InlineData("dir:x", "oci:DIR")]
    [InlineData("oci:", "oci:DIR")]
    [InlineData("docker-archive::x", "docker-archive:FILE")]
    [InlineData("ghcr.io/Acme/tool", "host/repository:tag")]
    [InlineData("", "host/repository:tag")]
    public void What_names_no_image_is_refused_with_a_way_out(string text, string hint)
    {
        var failure = Assert.Throws<ReleaseException>(() => ImageLocation.Parse(text, directory.Path));
        Assert.Equal(ExitCode.Usage, failure.Code);
        Assert.Contains(hint, failure.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void Tags_stand_in_the_order_of_their_versions()
    {
        string[] tags = ["1.10.0", "v1.2", "latest", "1.9", "1.10.0-rc.1", "main", "sha-0123", "2"];
        Assert.Equal(["latest", "main", "sha-0123", "v1.2", "1.9", "1.10.0-rc.1", "1.10.0", "2"], tags.Order(TagOrder.Instance));
    }
}
