using Drayage.Workflows.Publishing;
using Drayage.Workflows.Shell.Evaluation;
using Xunit;

namespace Drayage.Tests.Workflows.Publishing;

public sealed class ImageNameTests
{
    [Theory]
    [InlineData("acme/app:1", "docker.io", "acme/app", "1")]
    [InlineData("alpine", "docker.io", "alpine", null)]
    [InlineData("index.docker.io/a/b", "docker.io", "a/b", null)]
    [InlineData("docker://ghcr.io/A/b:x@sha256:0", "ghcr.io", "A/b", "x")]
    [InlineData("localhost:5000/a:1", "localhost:5000", "a", "1")]
    [InlineData("ghcr.io/?/app:v?", "ghcr.io", "?/app", "v?")]
    [InlineData("?/app:1", "?", "app", "1")]
    [InlineData("?:1", "?", null, "1")]
    public void Parts(string reference, string registry, string? repository, string? tag)
    {
        var pieces = reference.Split('?').SelectMany((text, i) => i == 0 ? new TextPiece[] { new TextPiece.Known(text) } : [new TextPiece.Unknown("?"), new TextPiece.Known(text)]);

        var name = ImageName.Parse(ShellText.Join(pieces));

        Assert.Equal((registry, repository, tag), (name.Registry.ToString(), name.Repository?.ToString(), name.Tag?.ToString()));
    }
}
