using Drayage.Testing;
using Xunit;

namespace Drayage.Acceptance.Workflows.Fixing;

/// <summary><c>drayage workflow fix</c> in a git repository.</summary>
public sealed class WorkflowFixTests
{
    private const string Workflow = ".github/workflows/release.yml";

    private const string Text =
        """
        # Pushes the image of a tag.
        on:
          push:
            tags: ['v*']
        jobs:
          image:
            runs-on: ubuntu-24.04   # with docker
            permissions:
              contents: read
            steps:
              - uses: actions/checkout@v4
              - uses: docker/login-action@v3
                with: { registry: ghcr.io, username: me, password: '${{ secrets.GITHUB_TOKEN }}' }
              - name: Push
                run: |
                  docker buildx build --push \ # both
                    -t ghcr.io/$GITHUB_REPOSITORY:1 \
                    .

        """;

    [Fact]
    public async Task What_is_shown_is_what_is_written()
    {
        var cancellation = TestContext.Current.CancellationToken;
        using var repository = await StartAsync();
        var drayage = new BuiltDrayage(repository.Directory.Path);
        var shown = (await drayage.RunAsync("workflow", "fix")).Ended(1);
        Assert.Equal(Text, await File.ReadAllTextAsync(Of(repository, Workflow), cancellation));

        await File.WriteAllTextAsync(Of(repository, "shown.patch"), shown.Output, cancellation);
        await repository.RunAsync("apply", "--cached", "shown.patch");
        File.Delete(Of(repository, "shown.patch"));
        var written = (await drayage.RunAsync("workflow", "fix", "--write")).Ended(0);
        Assert.StartsWith(shown.Output[..shown.Output.IndexOf("\n\n", StringComparison.Ordinal)], written.Output, StringComparison.Ordinal);
        // The index holds what the diff made, the work tree what was written.
        Assert.Equal("", await repository.RunAsync("diff"));
        Assert.Equal($"M  {Workflow}", (await repository.RunAsync("status", "--porcelain", "--ignored")).Trim());
    }

    [Fact]
    public async Task A_second_run_has_nothing_to_do_and_lint_finds_no_error()
    {
        using var repository = await StartAsync();
        var drayage = new BuiltDrayage(repository.Directory.Path);
        (await drayage.RunAsync("workflow", "lint")).Ended(1);
        (await drayage.RunAsync("workflow", "fix", "--write")).Ended(0);
        var first = await File.ReadAllBytesAsync(Of(repository, Workflow), TestContext.Current.CancellationToken);
        Assert.Contains("nothing to repair", (await drayage.RunAsync("workflow", "fix", "--write")).Ended(0).Output, StringComparison.Ordinal);
        Assert.Equal(first, await File.ReadAllBytesAsync(Of(repository, Workflow), TestContext.Current.CancellationToken));
        (await drayage.RunAsync("workflow", "lint")).Ended(0);
    }

    [Fact]
    public async Task A_program_reads_diffs_repairs_and_what_is_left()
    {
        using var repository = await StartAsync();
        var report = (await new BuiltDrayage(repository.Directory.Path).RunAsync("workflow", "fix", "--json", "--rule", "publish-without-permission", "--rule", "broken-continuation")).Ended(1).Json();
        Assert.False(report.GetProperty("written").GetBoolean());
        var file = Assert.Single(report.GetProperty("changed").EnumerateArray());
        Assert.Equal(Workflow, file.GetProperty("file").GetString());
        Assert.Contains("+      packages: write\n", file.GetProperty("diff").GetString(), StringComparison.Ordinal);
        // What is pushed is seen when the command is whole; its line is that of the file as it stands.
        Assert.Equal(
            [("broken-continuation", 16), ("publish-without-permission", 17)],
            file.GetProperty("repairs").EnumerateArray().Select(repair => (repair.GetProperty("rule").GetString(), repair.GetProperty("line").GetInt32())));
    }

    [Fact]
    public async Task Actions_are_pinned_to_the_commits_of_a_file()
    {
        using var repository = await StartAsync();
        await File.WriteAllTextAsync(Of(repository, "pins.json"), $"{{\"actions/checkout@v4\": \"{new string('a', 40)}\"}}", TestContext.Current.CancellationToken);
        (await new BuiltDrayage(repository.Directory.Path).RunAsync("workflow", "fix", "--pins", "pins.json", "--rule", "unpinned-action", "--write")).Ended(0);
        Assert.Equal(
            Text.Replace("actions/checkout@v4", $"actions/checkout@{new string('a', 40)} # v4", StringComparison.Ordinal),
            await File.ReadAllTextAsync(Of(repository, Workflow), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Mistakes_of_the_call_are_told_with_their_place()
    {
        using var repository = await StartAsync();
        var drayage = new BuiltDrayage(repository.Directory.Path);
        await File.WriteAllTextAsync(Of(repository, "pins.yml"), "actions/checkout@v4: main\n", TestContext.Current.CancellationToken);
        (await drayage.RunAsync("workflow", "fix", "--pins", "pins.yml")).Refused(2, "pins.yml:1:22", "40 or 64 hexadecimal digits", "COMMIT");
        (await drayage.RunAsync("workflow", "fix", "--pins", "none.yml")).Ended(2);
        (await drayage.RunAsync("workflow", "fix", "--rule", "none")).Ended(2);
        (await drayage.RunAsync("workflow", "fix", "none.yml")).Ended(2);
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_stays_and_others_are_written()
    {
        using var repository = await StartAsync();
        const string Broken = ".github/workflows/broken.yml";
        await File.WriteAllTextAsync(Of(repository, Broken), "on: push\njobs:\n\tx: 1\n", TestContext.Current.CancellationToken);
        var told = (await new BuiltDrayage(repository.Directory.Path).RunAsync("workflow", "fix", "--write")).Ended(1);
        Assert.Contains($"refused: {Broken}: line 3, column 1: a tab stands in the indentation", told.Output, StringComparison.Ordinal);
        Assert.Equal("on: push\njobs:\n\tx: 1\n", await File.ReadAllTextAsync(Of(repository, Broken), TestContext.Current.CancellationToken));
        Assert.NotEqual(Text, await File.ReadAllTextAsync(Of(repository, Workflow), TestContext.Current.CancellationToken));
    }

    private static async Task<GitFixture> StartAsync()
    {
        var repository = await GitFixture.StartAsync();
        Directory.CreateDirectory(Of(repository, ".github/workflows"));
        await File.WriteAllTextAsync(Of(repository, Workflow), Text, TestContext.Current.CancellationToken);
        await repository.CommitAsync("add a workflow");
        return repository;
    }

    private static string Of(GitFixture repository, string path) => repository.Directory[path];
}
