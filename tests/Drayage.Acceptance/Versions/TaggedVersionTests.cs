using Drayage.Testing;
using Xunit;

namespace Drayage.Acceptance.Versions;

/// <summary>A version that only tags say: between two tags nobody chose one, so the last tag is what goes on.</summary>
public sealed class TaggedVersionTests
{
    [Fact]
    public async Task What_comes_next_goes_on_from_the_last_tag()
    {
        using var git = await GitFixture.StartAsync();
        git.Directory.Write("drayage.yaml", "project: tide\nversion: git-tag\ntag: \"go/v{{ version }}\"\ncomponents:\n  tide: { ecosystem: go, path: go }\n");
        git.Directory.Write("go/go.mod", "module example.org/tide/go\n\ngo 1.19\n");
        git.Directory.Write("go/tide.go", "package tide\n");
        var drayage = new BuiltDrayage(git.Directory.Path);
        await git.CommitAsync("feat: begin");
        Assert.StartsWith("0.1.0  the project: the first release", (await drayage.RunAsync("version", "next")).Ended(0).Output, StringComparison.Ordinal);
        await RefusedAsync("minor", "git tag go/v0.1.0");

        await git.RunAsync("tag", "go/v2.0.0-rc.1");
        await RefusedAsync("auto", "there is nothing to release");
        git.Directory.Write("go/more.go", "package tide\n");
        await git.CommitAsync("feat: more");

        Assert.StartsWith("2.0.0  the project: minor since go/v2.0.0-rc.1", (await drayage.RunAsync("version", "next")).Ended(0).Output, StringComparison.Ordinal);
        await RefusedAsync("auto", "git tag go/v2.0.0");
        await RefusedAsync("prerelease", "git tag go/v2.0.0-rc.2");
        await RefusedAsync("minor", "git tag go/v2.0.0");

        async Task RefusedAsync(string step, string hint) =>
            (await drayage.RunAsync("version", "bump", step)).Refused(1, "no file states the version of the project", "it comes from the tags", hint);
    }
}
