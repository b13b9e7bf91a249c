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

    [Theory]
    [InlineData("repository", "")]
    [InlineData("repository/.github", "../")]
    [InlineData("repository/.github/workflows", "../../")]
    [InlineData("repository/.github/actions/pack", "../../../")]
    public async Task Started_inside_the_forge_folder_the_repository_around_it_is_meant(string directory, string up)
    {
        using var place = new TemporaryDirectory();
        WriteCallingWorkflow(place);

        var chosen = Assert.Single(await ChosenFiles.ReadAsync(place[directory.Split('/')], [], TestContext.Current.CancellationToken));

        Assert.Equal(
            [".github/actions/pack/action.yml", ".github/workflows/release.yml", "action.yml"],
            chosen.Chosen.Select(file => Path.GetRelativePath(place["repository"], Path.GetFullPath(file.Source.Path, place[directory.Split('/')]))).Order(StringComparer.Ordinal));
        Assert.Contains(chosen.Chosen, file => file.Source.Path == $"{up}action.yml");
    }

    [Theory]
    [InlineData("", "repository")]
    [InlineData("repository", ".")]
    [InlineData("repository/.github", "")]
    [InlineData("repository/.github", ".")]
    [InlineData("repository/.github", "workflows")]
    [InlineData("repository/.github/workflows", "release.yml")]
    [InlineData("beside", "../repository/.github/workflows")]
    public async Task Local_actions_are_followed_from_everywhere(string directory, string named)
    {
        using var place = new TemporaryDirectory();
        WriteCallingWorkflow(place);
        place.Write("beside/readme.txt", "nothing");

        var chosen = Assert.Single(await ChosenFiles.ReadAsync(
            place[directory.Split('/')], named.Length == 0 ? [] : [named], TestContext.Current.CancellationToken));

        var workflow = Assert.Single(chosen.Repository.Workflows);
        Assert.Equal(
            ["Pack", "Check"],
            workflow.Jobs.SelectMany(job => job.Steps).Select(step => chosen.Repository.Action(step.Uses)?.Name?.Value));
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

    [Fact]
    public async Task A_link_to_nowhere_is_told_and_the_others_are_read()
    {
        using var directory = new TemporaryDirectory();
        directory.Write(".github/workflows/release.yml", "on: push\njobs: {}\n");
        File.CreateSymbolicLink(directory[".github", "workflows", "shared.yml"], "../../gone/shared.yml");

        var chosen = Assert.Single(await ChosenFiles.ReadAsync(directory.Path, [], TestContext.Current.CancellationToken)).Chosen;

        Assert.Empty(chosen.Single(file => file.Source.Path == ".github/workflows/release.yml").Problems);
        var problem = Assert.Single(chosen.Single(file => file.Source.Path == ".github/workflows/shared.yml").Problems);
        Assert.Contains("../../gone/shared.yml", problem.Message, StringComparison.Ordinal);
    }

    private static void WriteCallingWorkflow(TemporaryDirectory place)
    {
        place.Write("repository/.github/workflows/release.yml", "on: push\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n      - uses: ./.github/actions/pack\n      - uses: ./\n");
        place.Write("repository/.github/actions/pack/action.yml", "name: Pack\nruns: { using: composite, steps: [] }\n");
        place.Write("repository/action.yml", "name: Check\nruns: { using: composite, steps: [] }\n");
    }
}
