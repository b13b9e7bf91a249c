using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Drayage.Testing;

namespace Drayage.Tests.Registries.Npm;

/// <summary>Speaks the protocol to the embedded npm registry <c>main</c> in plain HTTP.</summary>
internal sealed class NpmClient : IDisposable
{
    private readonly HttpClient http;

    public NpmClient(RegistryFixture registry, string? token = RegistryFixture.Token)
    {
        http = registry.NewClient(authenticated: false);
        http.BaseAddress = new Uri(registry.Address, "npm/main/");
        if (token is not null)
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    public Task<(int Status, JsonNode? Body, HttpResponseMessage Answer)> GetAsync(string path, string accept = "application/json", string? noneMatch = null) =>
        SendAsync(HttpMethod.Get, path, body: null, ("Accept", accept), ("If-None-Match", noneMatch));

    public Task<(int Status, JsonNode? Body, HttpResponseMessage Answer)> PutAsync(string path, JsonNode body, string? password = null) =>
        SendAsync(HttpMethod.Put, path, body.ToJsonString(), ("npm-otp", password));

    public async Task<(int Status, JsonNode? Body, HttpResponseMessage Answer)> SendAsync(HttpMethod method, string path, string? body, params (string Name, string? Value)[] headers)
    {
        // As npm writes it: the slash of a scope stays escaped.
        using var request = new HttpRequestMessage(method, path.Replace("@tide/", "@tide%2f", StringComparison.Ordinal));
        foreach (var (name, value) in headers.Where(header => header.Value is not null))
            request.Headers.TryAddWithoutValidation(name, value);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        var answer = await http.SendAsync(request);
        var text = await answer.Content.ReadAsByteArrayAsync();
        var isJson = answer.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) == true;
        return ((int)answer.StatusCode, isJson && text.Length > 0 ? JsonNode.Parse(text) : null, answer);
    }

    /// <summary>Publishes a sample, and asserts that it was taken.</summary>
    public async Task PublishAsync(string name, string version, string tag = "latest")
    {
        var (status, body, _) = await PutAsync(name, PublishBody.Of(name, version, SampleTarball.Make(name, version), tag));
        Xunit.Assert.True(status == 200, body?.ToJsonString());
    }

    public void Dispose() => http.Dispose();
}
