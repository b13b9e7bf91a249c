using System.Net;
using System.Text.Json;
using Drayage.Testing;
using Xunit;

namespace Drayage.Tests.Registries.GitHub;

/// <summary>GitHub's own command line works against the embedded GitHub interface, over the Unix socket.</summary>
public sealed class GhPeerTests(RegistryFixture registry) : IClassFixture<RegistryFixture>, IDisposable
{
    private readonly TemporaryDirectory work = new();

    [Fact]
    public async Task Creates_a_release_with_assets_and_shows_it()
    {
        var first = work.Write("app-linux.tar.gz", "linux bytes");
        var second = work.Write("app windows (1).zip", "windows bytes");

        var created = (await Gh().RunAsync("release", "create", "v1.0.0", "-R", "owner/create", "--title", "One", "--notes", "The notes.", "--target", Commit('a'), first, $"{second}#Windows")).Succeeded();
        var viewed = await ViewAsync("owner/create", "v1.0.0", "name,body,isDraft,tagName,targetCommitish,assets");

        Assert.EndsWith("/owner/create/releases/tag/v1.0.0", created.Output.Trim(), StringComparison.Ordinal);
        Assert.Equal("One", viewed.GetProperty("name").GetString());
        Assert.Equal("The notes.", viewed.GetProperty("body").GetString());
        Assert.False(viewed.GetProperty("isDraft").GetBoolean());
        Assert.Equal(["app-linux.tar.gz", "app.windows.1.zip"], viewed.GetProperty("assets").EnumerateArray().Select(asset => asset.GetProperty("name").GetString()!).Order());
    }

    [Fact]
    public async Task Downloads_what_was_uploaded()
    {
        var content = new byte[300_000];
        new Random(1).NextBytes(content);
        var file = work.Write("bytes.bin", content);
        (await Gh().RunAsync("release", "create", "v1", "-R", "owner/download", "--notes", "", "--title", "", file)).Succeeded();

        (await Gh().RunAsync("release", "download", "v1", "-R", "owner/download", "--dir", work["down"])).Succeeded();

        Assert.Equal(content, await File.ReadAllBytesAsync(work["down", "bytes.bin"]));
    }

    [Fact]
    public async Task Uploads_to_a_draft_publishes_it_and_lists_it_as_latest()
    {
        var file = work.Write("late.txt", "late");
        (await Gh().RunAsync("release", "create", "v2", "-R", "owner/draft", "--draft", "--notes", "draft", "--title", "Two")).Succeeded();
        (await Gh().RunAsync("release", "upload", "v2", "-R", "owner/draft", file)).Succeeded();
        var duplicate = (await Gh().RunAsync("release", "upload", "v2", "-R", "owner/draft", file)).Failed();
        (await Gh().RunAsync("release", "upload", "v2", "-R", "owner/draft", "--clobber", file)).Succeeded();
        var before = (await Gh().RunAsync("release", "list", "-R", "owner/draft")).Succeeded();

        (await Gh().RunAsync("release", "edit", "v2", "-R", "owner/draft", "--draft=false", "--title", "Two again")).Succeeded();
        var after = (await Gh().RunAsync("release", "list", "-R", "owner/draft")).Succeeded();

        Assert.Contains("already exists", duplicate.Error, StringComparison.Ordinal);
        Assert.Contains("Two\tDraft\tv2", before.Output, StringComparison.Ordinal);
        Assert.Contains("Two again\tLatest\tv2", after.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deletes_a_release_with_its_tag_and_an_asset_alone()
    {
        var file = work.Write("gone.txt", "gone");
        (await Gh().RunAsync("release", "create", "v3", "-R", "owner/delete", "--notes", "x", "--title", "x", file)).Succeeded();

        (await Gh().RunAsync("release", "delete-asset", "v3", "gone.txt", "-R", "owner/delete", "--yes")).Succeeded();
        var emptied = await ViewAsync("owner/delete", "v3", "assets");
        (await Gh().RunAsync("release", "delete", "v3", "-R", "owner/delete", "--yes", "--cleanup-tag")).Succeeded();

        Assert.Empty(emptied.GetProperty("assets").EnumerateArray());
        (await Gh().RunAsync("release", "view", "v3", "-R", "owner/delete")).Failed();
        (await Gh().RunAsync("api", "repos/owner/delete/git/ref/tags/v3")).Failed();
    }

    [Fact]
    public async Task Verifies_a_tag_before_it_makes_the_release()
    {
        var refused = (await Gh().RunAsync("release", "create", "v4", "-R", "owner/verify", "--verify-tag", "--notes", "x", "--title", "x")).Failed();
        (await Gh().RunAsync("api", "repos/owner/verify/git/refs", "-f", "ref=refs/tags/v4", "-f", $"sha={Commit('b')}")).Succeeded();
        (await Gh().RunAsync("release", "create", "v4", "-R", "owner/verify", "--verify-tag", "--notes", "x", "--title", "x")).Succeeded();

        var refer = (await Gh().RunAsync("api", "repos/owner/verify/git/ref/tags/v4", "--jq", ".object.sha")).Succeeded();

        Assert.NotEmpty(refused.Error);
        Assert.Equal(Commit('b'), refer.Output.Trim());
    }

    [Fact]
    public async Task Generates_notes_that_compare_with_the_release_before()
    {
        (await Gh().RunAsync("release", "create", "v1", "-R", "owner/notes", "--generate-notes")).Succeeded();
        (await Gh().RunAsync("release", "create", "v2", "-R", "owner/notes", "--generate-notes", "--notes", "Mine.")).Succeeded();

        var viewed = await ViewAsync("owner/notes", "v2", "body");

        Assert.StartsWith("Mine.", viewed.GetProperty("body").GetString(), StringComparison.Ordinal);
        Assert.EndsWith("/owner/notes/compare/v1...v2", viewed.GetProperty("body").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lists_page_by_page()
    {
        using var client = registry.NewClient();
        for (var number = 1; number <= 35; number++)
        {
            using var created = await client.PostAsync("api/v3/repos/owner/pages/releases", new StringContent($$"""{"tag_name":"v{{number}}"}"""));
            Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        }

        var paged = (await Gh().RunAsync("api", "repos/owner/pages/releases", "--paginate", "--jq", ".[].tag_name")).Succeeded();
        var listed = (await Gh().RunAsync("release", "list", "-R", "owner/pages", "--limit", "100")).Succeeded();

        Assert.Equal(Enumerable.Range(1, 35).Reverse().Select(number => $"v{number}"), paged.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(35, listed.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task Shows_issues_with_their_comments()
    {
        (await Gh().RunAsync("api", "repos/owner/talk/issues", "-f", "title=Out", "-f", "body=The text.", "-f", "labels[]=release")).Succeeded();
        (await Gh().RunAsync("api", "repos/owner/talk/issues/1/comments", "-f", "body=The comment.")).Succeeded();

        var viewed = JsonElement.Parse((await Gh().RunAsync("issue", "view", "1", "-R", "owner/talk", "--json", "title,body,labels,comments,url")).Succeeded().Output);

        Assert.Equal("Out", viewed.GetProperty("title").GetString());
        Assert.Equal("release", Assert.Single(viewed.GetProperty("labels").EnumerateArray()).GetProperty("name").GetString());
        Assert.Equal("The comment.", Assert.Single(viewed.GetProperty("comments").EnumerateArray()).GetProperty("body").GetString());
    }

    [Fact]
    public async Task Makes_and_lists_discussions_over_GraphQL()
    {
        (await Gh().RunAsync("api", "repos/owner/chat/issues", "-f", "title=First")).Succeeded();
        const string Find = "query { repository(owner: \"owner\", name: \"chat\") { id discussionCategories(first: 10) { nodes { id slug } } discussions(first: 5) { nodes { number title category { name } } } } }";
        var repository = JsonElement.Parse((await Gh().RunAsync("api", "graphql", "-f", $"query={Find}")).Succeeded().Output).GetProperty("data").GetProperty("repository");
        var category = repository.GetProperty("discussionCategories").GetProperty("nodes").EnumerateArray().First(one => one.GetProperty("slug").GetString() == "announcements").GetProperty("id").GetString();

        (await Gh().RunAsync(
            "api", "graphql",
            "-f", $"query=mutation($r: ID!, $c: ID!) {{ createDiscussion(input: {{ repositoryId: $r, categoryId: $c, title: \"Out\", body: \"The text.\" }}) {{ discussion {{ number }} }} }}",
            "-f", $"r={repository.GetProperty("id").GetString()}",
            "-f", $"c={category}")).Succeeded();
        var listed = (await Gh().RunAsync("api", "graphql", "-f", $"query={Find}", "--jq", ".data.repository.discussions.nodes[] | \"\\(.number) \\(.title) \\(.category.name)\"")).Succeeded();

        Assert.Equal("2 Out Announcements", listed.Output.Trim());
    }

    [Fact]
    public async Task A_wrong_token_is_refused()
    {
        var refused = (await Gh().With("GH_ENTERPRISE_TOKEN", "wrong").RunAsync("release", "create", "v1", "-R", "owner/refused", "--notes", "x")).Failed();

        Assert.Contains("HTTP 401", refused.Error, StringComparison.Ordinal);
    }

    public void Dispose() => work.Dispose();

    private static string Commit(char digit) => new(digit, 40);

    private async Task<JsonElement> ViewAsync(string repository, string tag, string fields) =>
        JsonElement.Parse((await Gh().RunAsync("release", "view", tag, "-R", repository, "--json", fields)).Succeeded().Output);

    private Peer Gh()
    {
        work.Write("gh/config.yml", $"http_unix_socket: {registry.SocketPath}\n");
        return Peer.Require("gh")
            .With("GH_CONFIG_DIR", work["gh"])
            .With("GH_HOST", "drayage.localhost")
            .With("GH_ENTERPRISE_TOKEN", RegistryFixture.Token)
            .With("GH_TOKEN", null)
            .With("GITHUB_TOKEN", null)
            .With("GH_NO_UPDATE_NOTIFIER", "1")
            .With("NO_COLOR", "1")
            .In(work.Path);
    }
}
