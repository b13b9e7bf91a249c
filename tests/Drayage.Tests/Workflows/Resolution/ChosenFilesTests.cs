using Drayage.Model;
using Drayage.Testing;
using Drayage.Workflows.Resolution;
using Xunit;

namespace Drayage.Tests.Workflows.Resolution;

public sealed class ChosenFilesTests
{
    [Theory]
    [InlineData(".")]
    [InlineData(".github")]
    [InlineData(".github/")]
    [InlineData(".github/workflows")]
    [InlineData(".github/workflows/release.yml")]
    public async Task A_workflow_is_found_by_every_folder_around_it(string named)
    {
        using var directory = new TemporaryDirectory();
        directory.Write(".github/workflows/release.yml", "on: push\njobs: {}\n");

        var chosen = await ChosenFiles.ReadAsync(directory.Path, [named], TestContext.Current.CancellationToken);

        Assert.Equal(".github/workflows/release.yml", Assert.Single(Assert.Single(chosen).Chosen).Source.Path);
    }

    [Fact]
    public async Task A_named_folder_without_workflows_is_refused()
    {
        using var directory = new TemporaryDirectory();
        directory.Write("empty/readme.txt", "nothing");

        var refused = await Assert.ThrowsAsync<ReleaseException>(() => ChosenFiles.ReadAsync(directory.Path, ["empty"], TestContext.Current.CancellationToken));

        Assert.Equal(ExitCode.Usage, refused.Code);
        Assert.EndsWith("empty' holds no workflow", refused.Message, StringComparison.Ordinal);
    }
}
