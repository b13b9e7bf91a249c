using System.Net;
using System.Text.Json;
using Drayage.Testing;
using Xunit;

namespace Drayage.Tests.Registries.GitHub;

/// <summary>The life of a release over REST.</summary>
public sealed class ReleaseTests(RegistryFixture registry) : IClassFixture<RegistryFixture>, IDisposable
{
    private static readonly string Commit = new('c', 40);
    private readonly GitHubClient github = new(registry);

    [Fact]
    public async Task Publishing_makes_the_tag_at_the_target()
    {
        var release = await github.CreateReleaseAsync($$"""{"tag_name":"v1","target_commitish":"{{Commit}}","name":"One","body":"notes"}""");

        var reference = await github.CallAsync(HttpMethod.Get, "/git/ref/tags/v1");

        Assert.False(release.GetProperty("draft").GetBoolean());
        Assert.NotNull(release.GetProperty("published_at").GetString());
        Assert.Equal(Commit, reference.GetProperty("object").GetProperty("sha").GetString());
        Assert.Equal("commit", reference.GetProperty("object").GetProperty("type").GetString());
    }

    [Fact]
    public async Task An_existing_tag_is_kept_whatever_the_target()
    {
        await github.CallAsync(HttpMethod.Post, "/git/refs", $$"""{"ref":"refs/tags/v1","sha":"{{Commit}}"}""", HttpStatusCode.Created);

        await github.CreateReleaseAsync($$"""{"tag_name":"v1","target_commitish":"{{new string('d', 40)}}"}""");

        var reference = await github.CallAsync(HttpMethod.Get, "/git/ref/tags/v1");
        Assert.Equal(Commit, reference.GetProperty("object").GetProperty("sha").GetString());
    }

    [Fact]
    public async Task A_draft_has_no_tag_and_is_not_found_by_it()
    {
        var draft = await github.CreateReleaseAsync("""{"tag_name":"v1","draft":true}""");

        await github.CallAsync(HttpMethod.Get, "/releases/tags/v1", expected: HttpStatusCode.NotFound);
        await github.CallAsync(HttpMethod.Get, "/git/ref/tags/v1", expected: HttpStatusCode.NotFound);
        await github.CallAsync(HttpMethod.Get, "/releases/latest", expected: HttpStatusCode.NotFound);
        Assert.Equal(JsonValueKind.Null, draft.GetProperty("published_at").ValueKind);
        Assert.Contains("/releases/tag/untagged-", draft.GetProperty("html_url").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Strangers_see_no_drafts()
    {
        var draft = await github.CreateReleaseAsync("""{"tag_name":"v1","draft":true}""");
        var asset = await github.AddAssetAsync(draft, "a.txt", [1]);
        using var stranger = new GitHubClient(registry, authenticated: false, github.Repository);

        Assert.Equal(0, (await stranger.CallAsync(HttpMethod.Get, "/releases")).GetArrayLength());
        await stranger.CallAsync(HttpMethod.Get, $"/releases/{draft.GetProperty("id")}", expected: HttpStatusCode.NotFound);
        await stranger.CallAsync(HttpMethod.Get, $"/releases/assets/{asset.GetProperty("id")}", expected: HttpStatusCode.NotFound);
        Assert.Equal(1, (await github.CallAsync(HttpMethod.Get, "/releases")).GetArrayLength());
    }

    [Fact]
    public async Task A_draft_is_published_by_PATCH()
    {
        var draft = await github.CreateReleaseAsync($$"""{"tag_name":"v1","draft":true,"target_commitish":"{{Commit}}"}""");

        var published = await github.CallAsync(HttpMethod.Patch, $"/releases/{draft.GetProperty("id")}", """{"draft":false}""");

        Assert.False(published.GetProperty("draft").GetBoolean());
        await github.CallAsync(HttpMethod.Get, "/releases/tags/v1");
        Assert.Equal(Commit, (await github.CallAsync(HttpMethod.Get, "/git/ref/tags/v1")).GetProperty("object").GetProperty("sha").GetString());
    }

    [Fact]
    public async Task A_target_that_is_neither_branch_nor_commit_is_invalid()
    {
        var error = await github.CallAsync(HttpMethod.Post, "/releases", """{"tag_name":"v1","target_commitish":"no-such-branch"}""", HttpStatusCode.UnprocessableEntity);

        AssertError(error, "Release", "invalid", "target_commitish");
        await github.CallAsync(HttpMethod.Get, "/git/ref/tags/v1", expected: HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_second_published_release_of_a_tag_already_exists_but_drafts_may_share_it()
    {
        await github.CreateReleaseAsync("""{"tag_name":"v1"}""");
        var error = await github.CallAsync(HttpMethod.Post, "/releases", """{"tag_name":"v1"}""", HttpStatusCode.UnprocessableEntity);
        var draft = await github.CreateReleaseAsync("""{"tag_name":"v1","draft":true}""");
        var late = await github.CallAsync(HttpMethod.Patch, $"/releases/{draft.GetProperty("id")}", """{"draft":false}""", HttpStatusCode.UnprocessableEntity);

        AssertError(error, "Release", "already_exists", "tag_name");
        AssertError(late, "Release", "already_exists", "tag_name");
    }

    [Fact]
    public async Task The_latest_release_follows_make_latest_and_skips_prereleases()
    {
        await github.CreateReleaseAsync("""{"tag_name":"v2"}""");
        await github.CreateReleaseAsync("""{"tag_name":"v1.1","make_latest":"false"}""");
        Assert.Equal("v2", await LatestAsync());
        await github.CreateReleaseAsync("""{"tag_name":"v3-rc.1","prerelease":true}""");
        Assert.Equal("v2", await LatestAsync());
        var third = await github.CreateReleaseAsync("""{"tag_name":"v3","make_latest":"true"}""");
        Assert.Equal("v3", await LatestAsync());
        await github.CallAsync(HttpMethod.Delete, $"/releases/{third.GetProperty("id")}", expected: HttpStatusCode.NoContent);
        await github.CallAsync(HttpMethod.Post, "/releases", """{"tag_name":"v4","make_latest":"perhaps"}""", HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task Editing_an_old_release_does_not_make_it_the_latest()
    {
        var old = await github.CreateReleaseAsync("""{"tag_name":"v1"}""");
        await github.CreateReleaseAsync("""{"tag_name":"v2"}""");

        await github.CallAsync(HttpMethod.Patch, $"/releases/{old.GetProperty("id")}", """{"body":"edited"}""");
        Assert.Equal("v2", await LatestAsync());
        await github.CallAsync(HttpMethod.Patch, $"/releases/{old.GetProperty("id")}", """{"make_latest":"true"}""");
        Assert.Equal("v1", await LatestAsync());
    }

    [Fact]
    public async Task An_immutable_release_keeps_its_assets_and_burns_its_tag()
    {
        await github.CallAsync(HttpMethod.Get, "/immutable-releases", expected: HttpStatusCode.NotFound);
        await github.CallAsync(HttpMethod.Put, "/immutable-releases", expected: HttpStatusCode.NoContent);
        var draft = await github.CreateReleaseAsync("""{"tag_name":"v1","draft":true}""");
        var asset = await github.AddAssetAsync(draft, "a.txt", [1, 2, 3]);
        var release = await github.CallAsync(HttpMethod.Patch, $"/releases/{draft.GetProperty("id")}", """{"draft":false}""");

        using var late = await github.UploadAsync(release, "b.txt", [1]);
        await github.CallAsync(HttpMethod.Delete, $"/releases/assets/{asset.GetProperty("id")}", expected: HttpStatusCode.UnprocessableEntity);
        await github.CallAsync(HttpMethod.Patch, "/git/refs/tags/v1", $$"""{"sha":"{{Commit}}","force":true}""", HttpStatusCode.UnprocessableEntity);
        await github.CallAsync(HttpMethod.Delete, "/git/refs/tags/v1", expected: HttpStatusCode.UnprocessableEntity);
        var titled = await github.CallAsync(HttpMethod.Patch, $"/releases/{draft.GetProperty("id")}", """{"name":"still editable"}""");
        await github.CallAsync(HttpMethod.Delete, $"/releases/{draft.GetProperty("id")}", expected: HttpStatusCode.NoContent);
        var again = await github.CallAsync(HttpMethod.Post, "/releases", """{"tag_name":"v1"}""", HttpStatusCode.UnprocessableEntity);

        Assert.True(release.GetProperty("immutable").GetBoolean());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, late.StatusCode);
        Assert.Contains("Cannot upload assets to an immutable release", await late.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("still editable", titled.GetProperty("name").GetString());
        AssertError(again, "Release", "custom", "tag_name");
    }

    [Fact]
    public async Task A_release_that_loses_its_tag_becomes_a_draft()
    {
        var release = await github.CreateReleaseAsync("""{"tag_name":"v1"}""");

        await github.CallAsync(HttpMethod.Delete, "/git/refs/tags/v1", expected: HttpStatusCode.NoContent);

        Assert.True((await github.CallAsync(HttpMethod.Get, $"/releases/{release.GetProperty("id")}")).GetProperty("draft").GetBoolean());
    }

    [Fact]
    public async Task Pages_are_linked()
    {
        for (var number = 1; number <= 5; number++)
            await github.CreateReleaseAsync($$"""{"tag_name":"v{{number}}"}""");

        using var middle = await github.SendAsync(HttpMethod.Get, "/releases?per_page=2&page=2");
        var tags = JsonElement.Parse(await middle.Content.ReadAsStringAsync()).EnumerateArray().Select(release => release.GetProperty("tag_name").GetString());
        var link = middle.Headers.GetValues("Link").Single();

        Assert.Equal(["v3", "v2"], tags);
        foreach (var (page, relation) in new[] { (1, "prev"), (3, "next"), (3, "last"), (1, "first") })
            Assert.Contains($"/releases?per_page=2&page={page}>; rel=\"{relation}\"", link, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_JSON_is_400_and_a_wrong_type_422()
    {
        await github.CallAsync(HttpMethod.Post, "/releases", "{", HttpStatusCode.BadRequest);
        await github.CallAsync(HttpMethod.Post, "/releases", """{"tag_name":"v1","draft":"yes"}""", HttpStatusCode.UnprocessableEntity);
        var missing = await github.CallAsync(HttpMethod.Post, "/releases", "{}", HttpStatusCode.UnprocessableEntity);

        AssertError(missing, "Release", "missing_field", "tag_name");
        await github.CallAsync(HttpMethod.Get, "", expected: HttpStatusCode.NotFound);
    }

    public void Dispose() => github.Dispose();

    private async Task<string?> LatestAsync() => (await github.CallAsync(HttpMethod.Get, "/releases/latest")).GetProperty("tag_name").GetString();

    private static void AssertError(JsonElement body, string resource, string code, string field)
    {
        var error = body.GetProperty("errors")[0];
        Assert.Equal((resource, code, field), (error.GetProperty("resource").GetString(), error.GetProperty("code").GetString(), error.GetProperty("field").GetString()));
    }
}
