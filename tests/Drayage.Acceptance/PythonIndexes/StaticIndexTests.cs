using System.Text.Json.Nodes;
using Drayage.Testing;
using Xunit;

namespace Drayage.Acceptance.PythonIndexes;

/// <summary>The site that <c>drayage python-index build</c> writes, behind a plain file server.</summary>
[Collection<ReleasedClient.Users>]
public sealed class StaticIndexTests(ReleasedClient released) : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    private string Site => directory["site"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pip_installs_and_downloads_with_nothing_but_release_files()
    {
        var report = await BuildAsync();
        Assert.Equal((1, 6, 0), ((int)report["projects"]!, (int)report["files"]!, (int)report["yanked"]!));
        await using var server = await FileServer.StartAsync(Site);
        using var pip = await PipClient.StartAsync(new Uri(server.Address, "simple/"));
        await pip.AssertServesAsync();
        // PEP 658: the wheel's metadata stands beside it in the release.
        Assert.Contains(released.Registry.Served, request => request.Path.EndsWith(".whl.metadata", StringComparison.Ordinal));
        Assert.True(File.Exists(Path.Combine(Site, ".nojekyll")));
        Assert.Contains("url=../tidewater-client/", await File.ReadAllTextAsync(Path.Combine(Site, "simple", "tidewater_client", "index.html"), Cancellation), StringComparison.Ordinal);
        var json = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Site, "simple", ReleasedClient.Project, "index.v1_json"), Cancellation))!;
        Assert.Equal(["0.4.0", "0.5.0", "0.6.0rc1"], json["versions"]!.AsArray().Select(version => (string)version!));
    }

    [Fact]
    public async Task What_is_known_is_not_fetched_again_and_a_check_tells_what_is_stale()
    {
        Assert.Equal(1, (await DrayageAsync("--check")).ExitCode);
        Assert.False(Directory.Exists(Site));
        Assert.NotEqual(0, (int)(await BuildAsync())["fetched"]!);

        var page = Path.Combine(Site, "simple", ReleasedClient.Project, "index.html");
        var written = File.GetLastWriteTimeUtc(page);
        var downloads = Downloads();
        Assert.Equal(0, (int)(await BuildAsync())["fetched"]!);
        (await DrayageAsync("--check")).Ended(0);
        Assert.Equal(downloads, Downloads());
        Assert.Equal(written, File.GetLastWriteTimeUtc(page));

        await File.AppendAllTextAsync(page, "<!-- by hand -->", Cancellation);
        Assert.Contains("~ ", (await DrayageAsync("--check")).Ended(1).Output, StringComparison.Ordinal);
        await BuildAsync();
        Assert.DoesNotContain("by hand", await File.ReadAllTextAsync(page, Cancellation), StringComparison.Ordinal);
        Assert.Equal(["site"], Directory.GetFileSystemEntries(directory.Path).Select(Path.GetFileName));
    }

    [Fact]
    public async Task A_site_appears_as_a_whole_or_not_at_all()
    {
        var missing = (await DrayageAsync("--repository", "tidewater/absent")).Ended(1);
        Assert.Contains("there is no such repository", missing.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(directory.Path));

        directory.Write("site/CNAME", "packages.example.org\n");
        var foreign = (await DrayageAsync()).Ended(1);
        Assert.Contains("CNAME in it was not written by drayage", foreign.Error, StringComparison.Ordinal);
        Assert.Equal(["CNAME"], Directory.GetFiles(Site).Select(Path.GetFileName));

        File.Delete(directory["site/CNAME"]);
        await BuildAsync();
        File.WriteAllText(directory["site/python-index.json"], "{");
        (await DrayageAsync()).Refused(1, "is not a site that can be replaced", "python-index.json in it is damaged", $"rm -r {Site}");
        var file = directory.Write("file", "");
        (await DrayageAsync("--out", file)).Refused(2, $"{file} is not a site that can be replaced", "it is a file", "--out DIR");
        (await DrayageAsync("--out", "/proc/nothing/site")).Refused(1, "/proc/nothing/site cannot be written", "/proc/nothing", "--out DIR");
    }

    [Fact]
    public async Task What_is_called_a_wheel_and_is_none_is_told()
    {
        using var github = new GitHubReleases(released.Registry, "tidewater/broken");
        await github.CopyAsync(ReleasedClient.Tidewater, "v0.4.0");
        await github.AttachAsync("v0.4.0", "tide-1.0-py3-none-any.whl", "no archive");

        var outcome = (await DrayageAsync("--repository", github.Repository)).Ended(0);

        Assert.Contains("left out: ", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("/tide-1.0-py3-none-any.whl is no wheel", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("1 project, 2 files;", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Releases_that_are_marked_or_gone_are_yanked()
    {
        // A repository of its own, since releases change.
        using var github = new GitHubReleases(released.Registry, "tidewater/elsewhere");
        foreach (var version in new[] { "0.4.0", "0.5.0" })
            await github.CopyAsync(ReleasedClient.Tidewater, $"v{version}");
        Assert.Equal(0, (int)(await BuildAsync("--repository", github.Repository))["yanked"]!);

        await github.EditAsync("v0.5.0", """{"name":"Tidewater 0.5.0 [YANKED: wrong tides]"}""");
        Assert.Equal(2, (int)(await BuildAsync("--repository", github.Repository))["yanked"]!);
        await using (var server = await FileServer.StartAsync(Site))
        {
            using var pip = await PipClient.StartAsync(new Uri(server.Address, "simple/"));
            Assert.EndsWith("tidewater_client-0.4.0-py3-none-any.whl", await pip.DownloadAsync(ReleasedClient.Project), StringComparison.Ordinal);
            var asked = (await pip.RunAsync("download", "--no-deps", "--dest", directory["yanked"], $"{ReleasedClient.Project}==0.5.0")).Succeeded();
            Assert.Contains("wrong tides", asked.Error, StringComparison.Ordinal);
        }

        await github.DeleteAsync("v0.4.0");
        await github.EditAsync("v0.5.0", """{"name":"Tidewater 0.5.0"}""");
        Assert.Equal(2, (int)(await BuildAsync("--repository", github.Repository))["yanked"]!);
        var page = await File.ReadAllTextAsync(Path.Combine(Site, "simple", ReleasedClient.Project, "index.html"), Cancellation);
        Assert.Contains("data-yanked=\"withdrawn: release v0.4.0 is gone\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong tides", page, StringComparison.Ordinal);
    }

    public void Dispose() => directory.Dispose();

    private async Task<JsonNode> BuildAsync(params string[] arguments) => JsonNode.Parse((await DrayageAsync([.. arguments, "--json"])).Ended(0).Output)!;

    private Task<CommandOutcome> DrayageAsync(params string[] arguments) => released.Drayage().RunAsync(
        ["python-index", "build", .. arguments.Contains("--out") ? Array.Empty<string>() : ["--out", Site], .. arguments.Contains("--repository") ? Array.Empty<string>() : ["--repository", ReleasedClient.Tidewater], .. arguments]);

    private int Downloads() => released.Registry.Served.Count(request => request.Path.Contains("/releases/download/", StringComparison.Ordinal));
}
