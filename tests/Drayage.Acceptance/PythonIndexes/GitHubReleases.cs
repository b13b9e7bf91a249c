using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Drayage.Testing;
using Xunit;

namespace Drayage.Acceptance.PythonIndexes;

/// <summary>Releases of an embedded GitHub, as a maintainer edits them.</summary>
internal sealed class GitHubReleases(RegistryFixture registry, string repository) : IDisposable
{
    private readonly HttpClient client = NewClient(registry);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public string Repository => repository;

    /// <summary>Makes a release with the tag and the files of another repository's.</summary>
    public async Task CopyAsync(string from, string tag)
    {
        var source = await FindAsync(from, tag);
        var made = JsonNode.Parse(await SendAsync(HttpMethod.Post, $"{repository}/releases", Json($$"""{"tag_name":"{{tag}}","name":"Tidewater {{tag[1..]}}","target_commitish":"{{source["target_commitish"]}}","draft":true}""")))!;
        var upload = ((string)made["upload_url"]!).Split('{')[0];
        foreach (var asset in source["assets"]!.AsArray())
        {
            using var content = new ByteArrayContent(await client.GetByteArrayAsync((string)asset!["browser_download_url"]!, Cancellation));
            content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
            await SendAsync(HttpMethod.Post, $"{upload}?name={asset["name"]}", content);
        }

        await SendAsync(HttpMethod.Patch, $"{repository}/releases/{made["id"]}", Json("""{"draft":false}"""));
    }

    /// <summary>Adds a file to a published release.</summary>
    public async Task AttachAsync(string tag, string name, string content)
    {
        using var bytes = new StringContent(content, Encoding.UTF8, "application/octet-stream");
        await SendAsync(HttpMethod.Post, $"{((string)(await FindAsync(repository, tag))["upload_url"]!).Split('{')[0]}?name={name}", bytes);
    }

    public async Task EditAsync(string tag, string change) =>
        await SendAsync(HttpMethod.Patch, $"{repository}/releases/{(await FindAsync(repository, tag))["id"]}", Json(change));

    public async Task DeleteAsync(string tag) => await SendAsync(HttpMethod.Delete, $"{repository}/releases/{(await FindAsync(repository, tag))["id"]}", content: null);

    public void Dispose() => client.Dispose();

    private async Task<JsonNode> FindAsync(string owner, string tag) => JsonNode.Parse(await SendAsync(HttpMethod.Get, $"{owner}/releases/tags/{tag}", content: null))!;

    private async Task<string> SendAsync(HttpMethod method, string path, HttpContent? content)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        using var reply = await client.SendAsync(request, Cancellation);
        var body = await reply.Content.ReadAsStringAsync(Cancellation);
        Assert.True(reply.IsSuccessStatusCode, $"{method} {path}: {reply.StatusCode} {body}");
        return body;
    }

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    private static HttpClient NewClient(RegistryFixture registry)
    {
        var made = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri(registry.Address, "api/v3/repos/") };
        made.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", RegistryFixture.Token);
        return made;
    }
}
