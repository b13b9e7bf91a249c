using System.Text.Json;
using Drayage.Acceptance.Repositories;
using Drayage.Testing;
using Xunit;

namespace Drayage.Acceptance.Changelogs;

/// <summary>Change logs from real histories.</summary>
public sealed class ChangelogTests
{
    private const string Settings = """
        project: tide
        repository: example/tide
        components:
          app: { ecosystem: npm, path: app }
          site: { ecosystem: npm, path: site }
          sdk: { ecosystem: npm, path: sdk, version: own }
        """;

    [Fact]
    public async Task Commits_since_the_last_tag_are_told_under_the_headings_of_keep_a_changelog()
    {
        using var git = await CreateAsync();
        var broken = await CommitAsync(git, "app/a", "feat(api)!: drop heights (#12)\n\nUse turns.\n\nBREAKING CHANGE: ask for turns\nCloses: #7\nCo-authored-by: Bo Both <bo@example.org>");
        await CommitAsync(git, "app/b", "chore: nothing to tell");
        var plain = await CommitAsync(git, "app/c", "Speak of moons");
        var oops = await CommitAsync(git, "app/d", "fix: oops");
        await CommitAsync(git, "app/d", $"Revert \"fix: oops\"\n\nThis reverts commit {oops}.");
        await git.RunAsync("checkout", "--quiet", "-b", "side", "HEAD~2");
        var side = await CommitAsync(git, "site/e", "fix(site): wrong tide, see other/place#3");
        await git.RunAsync("checkout", "--quiet", "main");
        await git.RunAsync("merge", "--quiet", "--no-ff", "-m", "feat: never told", "side");

        var told = (await new BuiltDrayage(git.Directory.Path).RunAsync("changelog")).Ended(0);

        const string url = "https://github.com/example/tide";
        Assert.Equal($"""
            ## [Unreleased]

            ### Added

            - **Breaking:** **api:** drop heights ([#12]({url}/issues/12), [#7]({url}/issues/7)) ([{broken[..7]}]({url}/commit/{broken}))
              ask for turns

            ### Changed

            - Speak of moons ([{plain[..7]}]({url}/commit/{plain}))

            ### Fixed

            - **site:** wrong tide, see other/place#3 ([other/place#3](https://github.com/other/place/issues/3)) ([{side[..7]}]({url}/commit/{side}))

            """, told.Output.ReplaceLineEndings("\n"));
        var change = (await new BuiltDrayage(git.Directory.Path).RunAsync("changelog", "--json")).Json().GetProperty("releases")[0].GetProperty("changes").EnumerateArray()
            .Single(change => change.GetProperty("commit").GetString() == broken);
        Assert.Equal(["Ann Author", "Bo Both"], change.GetProperty("authors").EnumerateArray().Select(author => author.GetString()));
    }

    [Fact]
    public async Task Each_component_has_what_concerns_it_since_its_own_tag()
    {
        using var git = await CreateAsync();
        await CommitAsync(git, "sdk/a", "feat: an sdk of its own");
        await CommitAsync(git, "app/a", "feat: an app");
        await git.RunAsync("tag", "sdk-v1.1.0");
        await CommitAsync(git, "sdk/b", "fix: the sdk");
        await CommitAsync(git, "site/b", "fix: the site");
        await CommitAsync(git, "README.md", "fix: the readme");
        var drayage = new BuiltDrayage(git.Directory.Path);

        Assert.Equal(["the readme", "the site", "an app"], await DescriptionsAsync(drayage));
        Assert.Equal(["the site"], await DescriptionsAsync(drayage, "--only", "site"));
        Assert.Equal(["the sdk"], await DescriptionsAsync(drayage, "--only", "sdk"));
        Assert.Equal(["an sdk of its own"], await DescriptionsAsync(drayage, "--only", "sdk", "--release", "1.1.0"));

        var next = (await drayage.RunAsync("version", "next")).Ended(0);
        Assert.Contains("0.2.0  the project: minor since v0.1.0", next.Output, StringComparison.Ordinal);
        Assert.Contains("1.1.1  sdk: patch since sdk-v1.1.0", next.Output, StringComparison.Ordinal);
        (await drayage.RunAsync("version", "bump", "auto", "--only", "app")).Ended(0);
        Assert.Contains("\"0.2.0\"", File.ReadAllText(git.Directory["site", "package.json"]), StringComparison.Ordinal);
        Assert.Contains("\"1.0.0\"", File.ReadAllText(git.Directory["sdk", "package.json"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_full_release_tells_again_what_its_pre_releases_told_unless_they_stand_apart()
    {
        using var git = await CreateAsync();
        await CommitAsync(git, "app/a", "feat: one");
        await git.RunAsync("tag", "v0.2.0-rc.1");
        await CommitAsync(git, "app/b", "feat: two");
        await git.RunAsync("tag", "--annotate", "-m", "x", "v0.2.0-rc.2");
        await CommitAsync(git, "app/c", "feat: three");
        var drayage = new BuiltDrayage(git.Directory.Path);

        Assert.Equal(["three"], await DescriptionsAsync(drayage));
        Assert.Equal(["three", "two", "one"], await DescriptionsAsync(drayage, "--release", "0.2.0"));
        Assert.Equal(["two"], await DescriptionsAsync(drayage, "--release", "0.2.0-rc.2"));
        await git.RunAsync("tag", "v0.2.0");
        Assert.Equal(["0.2.0: three two one", "0.1.0: begin"], await ReleasesAsync(drayage));
        File.AppendAllText(git.Directory["drayage.yaml"], "changelog: { prereleases: apart }\n");
        Assert.Equal(["0.2.0: three", "0.2.0-rc.2: two", "0.2.0-rc.1: one", "0.1.0: begin"], await ReleasesAsync(drayage));
    }

    [Fact]
    public async Task An_older_line_goes_on_from_its_own_tag_and_is_told_from_its_own_branch()
    {
        using var git = await CreateAsync();
        await git.RunAsync("branch", "line-0.1");
        await CommitAsync(git, "app/a", "feat: one");
        await git.RunAsync("tag", "v0.2.0");
        await git.RunAsync("switch", "--quiet", "line-0.1");
        await CommitAsync(git, "app/b", "fix: an old fault");
        var drayage = new BuiltDrayage(git.Directory.Path);

        Assert.Contains("0.1.1  the project: patch since v0.1.0", (await drayage.RunAsync("version", "next")).Ended(0).Output, StringComparison.Ordinal);
        await git.RunAsync("tag", "v0.1.1");
        Assert.Equal(["an old fault"], await DescriptionsAsync(drayage, "--release", "0.1.1"));
        await git.RunAsync("switch", "--quiet", "--detach", "v0.2.0");

        (await drayage.RunAsync("changelog", "--release", "0.1.1", "--write"))
            .Refused(1, "the changes of 0.1.1 cannot be told from here", "tag v0.1.1 is not in the history", "git switch --detach v0.1.1");
    }

    [Fact]
    public async Task A_link_to_the_file_stays_one()
    {
        using var git = await CreateAsync();
        git.Directory.Write("docs/CHANGES.md", "# Changes\n");
        File.CreateSymbolicLink(git.Directory["CHANGELOG.md"], "docs/CHANGES.md");

        (await new BuiltDrayage(git.Directory.Path).RunAsync("changelog", "--release", "0.2.0", "--write")).Ended(0);

        Assert.Equal("docs/CHANGES.md", new FileInfo(git.Directory["CHANGELOG.md"]).LinkTarget);
        Assert.Contains("## [0.2.0]", await File.ReadAllTextAsync(git.Directory["docs", "CHANGES.md"], TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_in_another_encoding_stays_as_it_is()
    {
        using var git = await CreateAsync();
        byte[] before = [.. "# "u8, 0xC4, .. "nderungen\n"u8];
        git.Directory.Write("CHANGELOG.md", before);

        (await new BuiltDrayage(git.Directory.Path).RunAsync("changelog", "--release", "0.2.0", "--write"))
            .Refused(1, "CHANGELOG.md cannot be edited", "it is not UTF-8", "save it with the encoding UTF-8");

        Assert.Equal(before, await File.ReadAllBytesAsync(git.Directory["CHANGELOG.md"], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_section_is_put_into_the_file_once_and_by_the_projects_own_template()
    {
        using var git = await CreateAsync();
        await CommitAsync(git, "app/a", "feat: one");
        var before = "# History\r\n\r\n## 0.1.0\r\n\r\n- by hand  \r\n";
        git.Directory.Write("docs/HISTORY.md", before);
        git.Directory.Write("changes.j2", "## {{ version }}\n\n{% for entry in entries %}\n* {{ entry.description | upper }} ({{ entry.author }})\n{% endfor %}\n");
        File.AppendAllText(git.Directory["drayage.yaml"], "changelog: { file: docs/HISTORY.md, template: changes.j2 }\n");
        await git.CommitAsync("chore: history");
        var drayage = new BuiltDrayage(git.Directory.Path);

        (await drayage.RunAsync("version", "bump", "auto", "--only", "app")).Ended(0);
        (await drayage.RunAsync("changelog", "--write")).Ended(0);
        var written = File.ReadAllText(git.Directory["docs", "HISTORY.md"]);
        Assert.Equal("# History\r\n\r\n## 0.2.0\r\n\r\n* HISTORY (Ann Author)\r\n* ONE (Ann Author)\r\n\r\n## 0.1.0\r\n\r\n- by hand  \r\n", written);
        var again = (await drayage.RunAsync("changelog", "--write")).Ended(0);
        Assert.Contains("has a section of 0.2.0 already", again.Output, StringComparison.Ordinal);
        Assert.Equal(written, File.ReadAllText(git.Directory["docs", "HISTORY.md"]));

        git.Directory.Write("changes.j2", "{{ verzion }}");
        (await drayage.RunAsync("changelog")).Refused(2, "cannot render the template in changes.j2", "changes.j2:1:4: 'verzion' is undefined", "did you mean 'version'?");
    }

    [Fact]
    public async Task A_shallow_clone_tells_nothing()
    {
        using var git = await CreateAsync();
        await CommitAsync(git, "app/a", "feat: one");
        using var elsewhere = new TemporaryDirectory();
        await git.RunAsync("clone", "--quiet", "--depth=1", $"file://{git.Directory.Path}", elsewhere["clone"]);

        (await new BuiltDrayage(elsewhere["clone"]).RunAsync("changelog")).Refused(1, "there is no telling what changed", "shallow", "git fetch --unshallow --tags");
    }

    [Fact]
    public async Task Notes_of_a_release_tell_what_changed()
    {
        await using var registry = await RegistryFixture.StartAsync();
        using var repository = await MiniRepository.CreateAsync(directory => directory.Write("drayage.yaml", MiniSources.Configuration
            .Replace("github: { kind: github,", "github: { kind: github, changelog: true,", StringComparison.Ordinal)));
        await repository.GitAsync("tag", "v1.3.0");
        await repository.CommitAsync("feat: ebb and flow");

        (await repository.ReleaseAsync(registry, "--only", "github")).Ended(0);

        using var client = registry.NewClient(authenticated: false);
        using var release = JsonDocument.Parse(await client.GetStringAsync("api/v3/repos/example/tide/releases/tags/v1.4.0", TestContext.Current.CancellationToken));
        Assert.StartsWith("### Added\n\n- ebb and flow (", release.RootElement.GetProperty("body").GetString(), StringComparison.Ordinal);
    }

    private static async Task<GitFixture> CreateAsync()
    {
        var git = await GitFixture.StartAsync();
        git.Directory.Write("drayage.yaml", Settings + "\n");
        foreach (var (name, version) in ((string, string)[])[("app", "0.1.0"), ("site", "0.1.0"), ("sdk", "1.0.0")])
            git.Directory.Write($"{name}/package.json", $"{{ \"name\": \"{name}\", \"version\": \"{version}\" }}\n");
        await git.CommitAsync("feat: begin");
        await git.RunAsync("tag", "v0.1.0");
        await git.RunAsync("tag", "sdk-v1.0.0");
        return git;
    }

    private static async Task<string> CommitAsync(GitFixture git, string path, string message)
    {
        git.Directory.Write(path, message);
        return await git.CommitAsync(message);
    }

    private static async Task<string[]> DescriptionsAsync(BuiltDrayage drayage, params string[] arguments) =>
        Descriptions((await drayage.RunAsync(["changelog", "--json", .. arguments])).Ended(0).Json().GetProperty("releases")[0]);

    private static async Task<string[]> ReleasesAsync(BuiltDrayage drayage) =>
    [
        .. (await drayage.RunAsync("changelog", "--all", "--json")).Ended(0).Json().GetProperty("releases").EnumerateArray()
            .Select(release => $"{release.GetProperty("version")}: {string.Join(' ', Descriptions(release))}"),
    ];

    private static string[] Descriptions(JsonElement release) =>
        [.. release.GetProperty("changes").EnumerateArray().Select(change => change.GetProperty("description").GetString()!)];
}
