using Drayage.Testing;
using Xunit;

namespace Drayage.Acceptance.Changelogs;

/// <summary>Change logs of a repository that is at its beginning.</summary>
public sealed class NothingToTellTests
{
    [Theory]
    [InlineData("the project; what is not released: drayage changelog")]
    [InlineData("sdk; what is not released: drayage changelog --only sdk", "--only", "sdk")]
    [InlineData("the project; what is not released: drayage changelog", "--write", "--release", "0.1.0")]
    public async Task Where_no_tag_is_a_release_all_releases_are_none_and_this_is_said(string what, params string[] options)
    {
        using var git = await CreateAsync();
        await git.CommitAsync("feat: begin");
        await git.RunAsync("tag", "draft");
        var drayage = new BuiltDrayage(git.Directory.Path);

        var told = (await drayage.RunAsync(["changelog", "--all", .. options])).Ended(0);

        Assert.Equal("", told.Output);
        Assert.Equal($"no tag of the history is a release of {what}\n", told.Error.ReplaceLineEndings("\n"));
        Assert.False(File.Exists(git.Directory["CHANGELOG.md"]));
        Assert.Equal(0, (await drayage.RunAsync("changelog", "--all", "--json")).Ended(0).Json().GetProperty("releases").GetArrayLength());
    }

    [Theory]
    [InlineData]
    [InlineData("--all")]
    [InlineData("--json")]
    [InlineData("--release", "0.1.0", "--write")]
    public async Task Without_a_commit_this_is_said(params string[] options)
    {
        using var git = await CreateAsync();

        (await new BuiltDrayage(git.Directory.Path).RunAsync(["changelog", .. options]))
            .Refused(1, "the repository has no commit", git.Directory.Path, "commit the sources first");

        Assert.False(File.Exists(git.Directory["CHANGELOG.md"]));
    }

    private static async Task<GitFixture> CreateAsync()
    {
        var git = await GitFixture.StartAsync();
        git.Directory.Write("drayage.yaml", """
            project: tide
            repository: example/tide
            components:
              app: { ecosystem: npm, path: app }
              sdk: { ecosystem: npm, path: sdk, version: own }

            """);
        foreach (var name in (string[])["app", "sdk"])
            git.Directory.Write($"{name}/package.json", $"{{ \"name\": \"{name}\", \"version\": \"0.1.0\" }}\n");
        return git;
    }
}
