using System.Buffers.Binary;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Drayage.Testing;
using Xunit;

namespace Drayage.Tests.Registries.Crates;

/// <summary>Speaks the protocol of crate registries, as the tests want it.</summary>
internal sealed class CratesClient(RegistryFixture registry, string name = "main", string token = RegistryFixture.Token) : IDisposable
{
    private readonly HttpClient client = registry.NewClient(authenticated: false);

    public string Root => $"crates/{name}";

    public Uri Index => new(registry.Address, $"{Root}/index/");

    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? content = null, bool authenticated = true)
    {
        var request = new HttpRequestMessage(method, $"{Root}/{path}") { Content = content };
        if (authenticated)
            request.Headers.TryAddWithoutValidation("Authorization", token);
        return client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public Task<HttpResponseMessage> PublishAsync(SampleCrate crate, Action<JsonObject>? change = null)
    {
        var metadata = new JsonObject { ["name"] = crate.Name, ["vers"] = crate.Version, ["deps"] = new JsonArray(), ["features"] = new JsonObject(), ["description"] = "A sample", ["license"] = "MIT" };
        change?.Invoke(metadata);
        return SendAsync(HttpMethod.Put, "api/v1/crates/new", new ByteArrayContent(Frame(Encoding.UTF8.GetBytes(metadata.ToJsonString()), crate.Bytes)));
    }

    public async Task RequirePublishedAsync(SampleCrate crate, Action<JsonObject>? change = null)
    {
        using var answer = await PublishAsync(crate, change);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>The lines of a crate in the index; null where there is none.</summary>
    public async Task<JsonElement[]?> LinesAsync(string path)
    {
        using var answer = await SendAsync(HttpMethod.Get, $"index/{path}", authenticated: false);
        if (answer.StatusCode == HttpStatusCode.NotFound)
            return null;
        return [.. (await answer.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line))];
    }

    public static byte[] Frame(byte[] metadata, byte[] crate)
    {
        var frame = new byte[8 + metadata.Length + crate.Length];
        BinaryPrimitives.WriteInt32LittleEndian(frame, metadata.Length);
        metadata.CopyTo(frame, 4);
        BinaryPrimitives.WriteInt32LittleEndian(frame.AsSpan(4 + metadata.Length), crate.Length);
        crate.CopyTo(frame, 8 + metadata.Length);
        return frame;
    }

    /// <summary>Asserts a refusal, in crates.io's form.</summary>
    public static async Task RefusedAsync(HttpResponseMessage answer, HttpStatusCode status, string detail)
    {
        var body = await answer.Content.ReadAsStringAsync();
        Assert.Equal(status, answer.StatusCode);
        Assert.Contains(detail, JsonElement.Parse(body).GetProperty("errors")[0].GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    public void Dispose() => client.Dispose();
}
