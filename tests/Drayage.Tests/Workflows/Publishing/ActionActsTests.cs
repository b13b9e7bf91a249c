using Drayage.Workflows.Publishing.Actions;
using Drayage.Workflows.Shell.Evaluation;
using Xunit;

namespace Drayage.Tests.Workflows.Publishing;

public sealed class ActionActsTests
{
    [Theory]
    [InlineData("docker/login-action", "", "login docker.io")]
    [InlineData("docker/login-action", "registry=ghcr.io;password=p", "login ghcr.io uses password=p")]
    [InlineData("docker/login-action", "registry=https://ghcr.io/acme", "login ghcr.io")]
    [InlineData("Docker/Build-Push-Action", "push=true;tags=a/b:1,c/d;platforms=linux/amd64", "Upload Image a/b:1 for linux/amd64; Upload Image c/d for linux/amd64")]
    [InlineData("docker/build-push-action", "tags=a/b", "")]
    [InlineData("docker/build-push-action", "outputs=type=image,name=ghcr.io/a/b,push=true", "Upload Image ghcr.io/a/b")]
    [InlineData("pypa/gh-action-pypi-publish", "", "Upload Python https://upload.pypi.org/legacy/ files dist/ once")]
    [InlineData("pypa/gh-action-pypi-publish", "repository-url=https://x.org;skip-existing=true;packages-dir=d", "Upload Python https://x.org files d")]
    [InlineData("softprops/action-gh-release", "tag_name=v1;files=a\nb", "Create GitHubRelease v1 files a,b")]
    [InlineData("ncipollo/release-action", "artifacts=a,b", "Create GitHubRelease ${{ github.ref_name }} files a,b once")]
    [InlineData("goreleaser/goreleaser-action", "args=release --clean", "Create GitHubRelease ${{ github.ref_name }}")]
    [InlineData("goreleaser/goreleaser-action", "args=release --snapshot", "")]
    [InlineData("actions/checkout", "", "")]
    public void Calls(string name, string inputs, string expected)
    {
        var values = inputs.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(p => p.Split('=', 2)).ToDictionary(p => p[0], p => ShellText.Of(p[1]));

        var acts = ActionActs.Of(new ActionCall { Name = name, Input = values.GetValueOrDefault });

        Assert.Equal(expected, string.Join("; ", acts.Select(PublishingSketch.Of)));
    }
}
