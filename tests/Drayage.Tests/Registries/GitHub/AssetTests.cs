using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Drayage.Model;
using Drayage.Registries.GitHub.Rules;
using Drayage.Testing;
using Xunit;

namespace Drayage.Tests.Registries.GitHub;

/// <summary>The files of releases over REST.</summary>
public sealed class AssetTests(RegistryFixture registry) : IClassFixture<RegistryFixture>, IAsyncLifetime
{
    private readonly GitHubClient github = new(registry);
    private readonly byte[] content = [.. Enumerable.Range(0, 5000).Select(index => (byte)index)];
    private JsonElement release;

    public async ValueTask InitializeAsync() => release = await github.CreateReleaseAsync("""{"tag_name":"v1.0"}""");

    [Fact]
    public async Task An_upload_is_described_with_size_digest_and_label()
    {
        var asset = await github.AddAssetAsync(release, "app.tar.gz", content, label: "The app");

        Assert.Equal("uploaded", asset.GetProperty("state").GetString());
        Assert.Equal(content.Length, asset.GetProperty("size").GetInt64());
        Assert.Equal(Digest.OfSha256(content).ToString(), asset.GetProperty("digest").GetString());
        Assert.Equal("The app", asset.GetProperty("label").GetString());
        Assert.Equal("application/gzip", asset.GetProperty("content_type").GetString());
        Assert.Equal(0, asset.GetProperty("download_count").GetInt64());
    }

    [Fact]
    public async Task An_asset_is_downloaded_from_the_site_and_from_the_interface_and_counted()
    {
        var asset = await github.AddAssetAsync(release, "app.tar.gz", content);
        using var stranger = registry.NewClient(authenticated: false);
        using var request = new HttpRequestMessage(HttpMethod.Get, asset.GetProperty("url").GetString());
        request.Headers.Accept.ParseAdd("application/octet-stream");

        using var fromInterface = await stranger.SendAsync(request);
        var fromSite = await stranger.GetByteArrayAsync(asset.GetProperty("browser_download_url").GetString());
        var after = await github.CallAsync(HttpMethod.Get, $"/releases/assets/{asset.GetProperty("id")}");

        Assert.Equal(content, await fromInterface.Content.ReadAsByteArrayAsync());
        Assert.Equal(content, fromSite);
        Assert.Equal(2, after.GetProperty("download_count").GetInt64());
    }

    [Fact]
    public async Task A_part_of_an_asset_can_be_downloaded()
    {
        var asset = await github.AddAssetAsync(release, "app.tar.gz", content);
        using var request = new HttpRequestMessage(HttpMethod.Get, asset.GetProperty("browser_download_url").GetString());
        request.Headers.Range = new RangeHeaderValue(10, 19);

        using var response = await github.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.PartialContent, response.StatusCode);
        Assert.Equal(content[10..20], await response.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task The_address_of_the_latest_download_leads_to_the_release()
    {
        var asset = await github.AddAssetAsync(release, "app.tar.gz", content);

        using var response = await github.Http.GetAsync($"{github.Repository}/releases/latest/download/app.tar.gz");

        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.Equal(asset.GetProperty("browser_download_url").GetString(), response.Headers.Location!.ToString());
    }

    [Fact]
    public async Task A_tag_with_slashes_is_part_of_the_address()
    {
        var nested = await github.CreateReleaseAsync("""{"tag_name":"crates/app/v1.0"}""");
        var asset = await github.AddAssetAsync(nested, "app.tar.gz", content);

        Assert.Equal(content, await github.Http.GetByteArrayAsync(asset.GetProperty("browser_download_url").GetString()));
        await github.CallAsync(HttpMethod.Get, "/releases/tags/crates/app/v1.0");
        await github.CallAsync(HttpMethod.Get, "/releases/tags/crates%2Fapp%2Fv1.0");
    }

    [Fact]
    public async Task A_second_asset_of_a_name_already_exists()
    {
        await github.AddAssetAsync(release, "app (1).tar.gz", content);

        using var again = await github.UploadAsync(release, "app.1.tar.gz", content);
        var error = JsonElement.Parse(await again.Content.ReadAsStringAsync()).GetProperty("errors")[0];

        Assert.Equal(HttpStatusCode.UnprocessableEntity, again.StatusCode);
        Assert.Equal("already_exists", error.GetProperty("code").GetString());
        Assert.Equal("ReleaseAsset", error.GetProperty("resource").GetString());
    }

    [Fact]
    public async Task An_asset_is_renamed_and_deleted()
    {
        var asset = await github.AddAssetAsync(release, "old.txt", content);
        var id = asset.GetProperty("id");

        var renamed = await github.CallAsync(HttpMethod.Patch, $"/releases/assets/{id}", """{"name":"new.txt","label":"L"}""");
        await github.CallAsync(HttpMethod.Delete, $"/releases/assets/{id}", expected: HttpStatusCode.NoContent);

        Assert.Equal("new.txt", renamed.GetProperty("name").GetString());
        Assert.Equal("L", renamed.GetProperty("label").GetString());
        await github.CallAsync(HttpMethod.Get, $"/releases/assets/{id}", expected: HttpStatusCode.NotFound);
        Assert.Equal(0, (await github.CallAsync(HttpMethod.Get, $"/releases/{release.GetProperty("id")}/assets")).GetArrayLength());
    }

    [Fact]
    public async Task An_upload_needs_a_length_a_name_and_a_release()
    {
        using var empty = await github.UploadAsync(release, "empty.txt", []);
        using var nameless = await github.UploadAsync(release, "", content);
        using var lost = new HttpRequestMessage(HttpMethod.Post, $"api/uploads/repos/{github.Repository}/releases/999/assets?name=x") { Content = new ByteArrayContent(content) };
        lost.Content.Headers.ContentType = new MediaTypeHeaderValue("a/b");
        using var missing = await github.Http.SendAsync(lost);

        Assert.Equal(HttpStatusCode.BadRequest, empty.StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, nameless.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
    }

    [Theory]
    [InlineData("plain-1.0_x+y@z.tar.gz", "plain-1.0_x+y@z.tar.gz")]
    [InlineData("with space.zip", "with.space.zip")]
    [InlineData("many (odd) & ends!.zip", "many.odd.ends.zip")]
    [InlineData("a~b..c", "a.b.c")]
    [InlineData(".hidden", "default.hidden")]
    [InlineData("trailing.", "default.trailing")]
    [InlineData("größe.txt", "gr.e.txt")]
    [InlineData("???", "default")]
    public void Names_are_kept_as_GitHub_keeps_them(string sent, string kept) => Assert.Equal(kept, AssetNames.Rename(sent));

    public ValueTask DisposeAsync()
    {
        github.Dispose();
        return ValueTask.CompletedTask;
    }
}
