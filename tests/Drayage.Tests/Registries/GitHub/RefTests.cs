using System.Net;
using System.Text.Json;
using Drayage.Testing;
using Xunit;

namespace Drayage.Tests.Registries.GitHub;

/// <summary>References and annotated tags over REST.</summary>
public sealed class RefTests(RegistryFixture registry) : IClassFixture<RegistryFixture>, IDisposable
{
    private static readonly string One = new('1', 40);
    private static readonly string Two = new('2', 40);
    private readonly GitHubClient github = new(registry);

    [Fact]
    public async Task An_annotated_tag_is_an_object_and_then_a_reference()
    {
        var tag = await github.CallAsync(HttpMethod.Post, "/git/tags", $$$"""{"tag":"v1","message":"Version 1\n","object":"{{{One}}}","type":"commit","tagger":{"name":"A","email":"a@b.c","date":"2026-01-02T03:04:05Z"}}""", HttpStatusCode.Created);
        await github.CallAsync(HttpMethod.Get, "/git/ref/tags/v1", expected: HttpStatusCode.NotFound);
        var reference = await github.CallAsync(HttpMethod.Post, "/git/refs", $$"""{"ref":"refs/tags/v1","sha":"{{tag.GetProperty("sha")}}"}""", HttpStatusCode.Created);
        var read = await github.CallAsync(HttpMethod.Get, $"/git/tags/{tag.GetProperty("sha")}");

        Assert.Equal("tag", reference.GetProperty("object").GetProperty("type").GetString());
        Assert.Equal(One, read.GetProperty("object").GetProperty("sha").GetString());
        Assert.Equal("2026-01-02T03:04:05Z", read.GetProperty("tagger").GetProperty("date").GetString());
        Assert.False(read.GetProperty("verification").GetProperty("verified").GetBoolean());
    }

    [Fact]
    public async Task The_id_of_an_annotated_tag_is_the_one_that_git_computes()
    {
        using var directory = new TemporaryDirectory();
        var git = Peer.Require("git").In(directory.Path)
            .With("GIT_COMMITTER_NAME", "A").With("GIT_COMMITTER_EMAIL", "a@b.c").With("GIT_COMMITTER_DATE", "2026-01-02T03:04:05+0000")
            .With("GIT_AUTHOR_NAME", "A").With("GIT_AUTHOR_EMAIL", "a@b.c").With("GIT_CONFIG_GLOBAL", "/dev/null");
        (await git.RunAsync("init", "-q")).Succeeded();
        (await git.RunAsync("commit", "-q", "--allow-empty", "-m", "x")).Succeeded();
        (await git.RunAsync("tag", "-a", "v1", "-m", "Version 1")).Succeeded();
        var commit = (await git.RunAsync("rev-parse", "HEAD")).Succeeded().Output.Trim();
        var expected = (await git.RunAsync("rev-parse", "v1")).Succeeded().Output.Trim();

        var tag = await github.CallAsync(HttpMethod.Post, "/git/tags", $$$"""{"tag":"v1","message":"Version 1\n","object":"{{{commit}}}","type":"commit","tagger":{"name":"A","email":"a@b.c","date":"2026-01-02T03:04:05Z"}}""", HttpStatusCode.Created);

        Assert.Equal(expected, tag.GetProperty("sha").GetString());
    }

    [Fact]
    public async Task A_reference_that_exists_is_not_made_again()
    {
        await CreateAsync("refs/tags/v1", One);

        var again = await github.CallAsync(HttpMethod.Post, "/git/refs", $$"""{"ref":"refs/tags/v1","sha":"{{Two}}"}""", HttpStatusCode.UnprocessableEntity);

        Assert.Equal("Reference already exists", again.GetProperty("message").GetString());
    }

    [Theory]
    [InlineData("tags/v1", "1111111111111111111111111111111111111111")]
    [InlineData("refs/v1", "1111111111111111111111111111111111111111")]
    [InlineData("refs/tags/a b", "1111111111111111111111111111111111111111")]
    [InlineData("refs/tags/v1", "1111")]
    [InlineData("refs/tags/v1", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task A_malformed_reference_is_422(string name, string sha) =>
        await github.CallAsync(HttpMethod.Post, "/git/refs", $$"""{"ref":"{{name}}","sha":"{{sha}}"}""", HttpStatusCode.UnprocessableEntity);

    [Fact]
    public async Task A_tag_moves_by_force_only()
    {
        await CreateAsync("refs/tags/v1", One);

        await github.CallAsync(HttpMethod.Patch, "/git/refs/tags/v1", $$"""{"sha":"{{Two}}"}""", HttpStatusCode.UnprocessableEntity);
        var moved = await github.CallAsync(HttpMethod.Patch, "/git/refs/tags/v1", $$"""{"sha":"{{Two}}","force":true}""");
        var missing = await github.CallAsync(HttpMethod.Patch, "/git/refs/tags/v2", $$"""{"sha":"{{Two}}","force":true}""", HttpStatusCode.UnprocessableEntity);

        Assert.Equal(Two, moved.GetProperty("object").GetProperty("sha").GetString());
        Assert.Equal("Reference does not exist", missing.GetProperty("message").GetString());
    }

    [Fact]
    public async Task References_are_found_whole_and_by_their_beginning()
    {
        await CreateAsync("refs/tags/v1", One);
        await CreateAsync("refs/tags/v1.1", Two);

        var exact = await github.CallAsync(HttpMethod.Get, "/git/ref/tags/v1");
        var older = await github.CallAsync(HttpMethod.Get, "/git/refs/tags/v1");
        var list = await github.CallAsync(HttpMethod.Get, "/git/refs/tags");
        var matching = await github.CallAsync(HttpMethod.Get, "/git/matching-refs/tags/v1");
        var none = await github.CallAsync(HttpMethod.Get, "/git/matching-refs/tags/x");

        Assert.Equal("refs/tags/v1", exact.GetProperty("ref").GetString());
        Assert.Equal("refs/tags/v1", older.GetProperty("ref").GetString());
        Assert.Equal(["refs/tags/v1", "refs/tags/v1.1"], list.EnumerateArray().Select(item => item.GetProperty("ref").GetString()));
        Assert.Equal(2, matching.GetArrayLength());
        Assert.Equal(0, none.GetArrayLength());
        await github.CallAsync(HttpMethod.Get, "/git/ref/tags/v", expected: HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_deleted_reference_is_gone()
    {
        await CreateAsync("refs/tags/v1", One);

        await github.CallAsync(HttpMethod.Delete, "/git/refs/tags/v1", expected: HttpStatusCode.NoContent);

        await github.CallAsync(HttpMethod.Get, "/git/ref/tags/v1", expected: HttpStatusCode.NotFound);
        await github.CallAsync(HttpMethod.Delete, "/git/refs/tags/v1", expected: HttpStatusCode.UnprocessableEntity);
    }

    public void Dispose() => github.Dispose();

    private Task<JsonElement> CreateAsync(string name, string sha) =>
        github.CallAsync(HttpMethod.Post, "/git/refs", $$"""{"ref":"{{name}}","sha":"{{sha}}"}""", HttpStatusCode.Created);
}
