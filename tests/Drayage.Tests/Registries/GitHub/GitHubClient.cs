using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Drayage.Testing;
using Xunit;

namespace Drayage.Tests.Registries.GitHub;

/// <summary>Speaks the interface as its documentation says, against one repository of its own.</summary>
internal sealed class GitHubClient(RegistryFixture registry, bool authenticated = true, string? repository = null) : IDisposable
{
    private readonly HttpClient client = registry.NewClient(authenticated);

    /// <summary><c>owner/name</c></summary>
    public string Repository { get; } = repository ?? $"owner/{Guid.NewGuid():N}";

    public HttpClient Http => client;

    /// <summary>Sends to an address below the repository's.</summary>
    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string address, string? json = null) =>
        client.SendAsync(new HttpRequestMessage(method, $"api/v3/repos/{Repository}{address}")
        {
            Content = json is null ? null : new StringContent(json, Encoding.UTF8, "application/json"),
        });

    /// <summary>Sends, demands a status, and reads the answer.</summary>
    public async Task<JsonElement> CallAsync(HttpMethod method, string address, string? json = null, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var response = await SendAsync(method, address, json);
        var body = await response.Content.ReadAsStringAsync();
        Assert.True(expected == response.StatusCode, $"{method} {address}: {(int)response.StatusCode} {body}");
        return body.Length == 0 ? default : JsonElement.Parse(body);
    }

    public Task<JsonElement> CreateReleaseAsync(string json) => CallAsync(HttpMethod.Post, "/releases", json, HttpStatusCode.Created);

    public async Task<HttpResponseMessage> UploadAsync(JsonElement release, string name, byte[] content, string contentType = "application/gzip", string? label = null)
    {
        var address = release.GetProperty("upload_url").GetString()!.Replace("{?name,label}", "", StringComparison.Ordinal);
        using var body = new ByteArrayContent(content);
        body.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        return await client.PostAsync($"{address}?name={Uri.EscapeDataString(name)}{(label is null ? "" : $"&label={Uri.EscapeDataString(label)}")}", body);
    }

    /// <summary>Uploads an asset that is taken.</summary>
    public async Task<JsonElement> AddAssetAsync(JsonElement release, string name, byte[] content, string? label = null)
    {
        using var response = await UploadAsync(release, name, content, label: label);
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        return JsonElement.Parse(await response.Content.ReadAsStringAsync());
    }

    public void Dispose() => client.Dispose();
}
