using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Drayage.Benchmarks.Peers;

namespace Drayage.Benchmarks.Suites.Images;

/// <summary>As little of a registry client as puts load on a server: nothing is checked but the status.</summary>
internal sealed class RegistryClient : IDisposable
{
    public const string ManifestType = "application/vnd.oci.image.manifest.v1+json";

    private const string Repository = "bench/app";
    private const string ConfigType = "application/vnd.oci.image.config.v1+json";

    private readonly HttpClient client;

    public RegistryClient(RegistryProcess registry)
    {
        client = new HttpClient { BaseAddress = new Uri($"http://{registry.Authority}/v2/{Repository}/"), Timeout = TimeSpan.FromMinutes(5) };
        if (registry.Authorization is { } authorization)
        {
            client.DefaultRequestHeaders.Authorization = AuthenticationHeaderValue.Parse(authorization);
        }
    }

    /// <summary>Where the image's manifest is.</summary>
    public Uri Manifest => new(client.BaseAddress!, "manifests/v1");

    public static string DigestOf(ReadOnlySpan<byte> bytes) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>A session and one PUT with the content.</summary>
    public async Task PushAsync(byte[] content, string digest)
    {
        using HttpResponseMessage session = await SendAsync(HttpMethod.Post, new Uri(client.BaseAddress!, "blobs/uploads/"), null);
        var location = new Uri(client.BaseAddress!, session.Headers.Location!);
        var target = new Uri($"{location}{(location.Query.Length == 0 ? '?' : '&')}digest={Uri.EscapeDataString(digest)}");
        using var body = new ByteArrayContent(content);
        body.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        using HttpResponseMessage done = await SendAsync(HttpMethod.Put, target, body);
    }

    public async Task PullAsync(string digest)
    {
        using HttpResponseMessage answer = await SendAsync(HttpMethod.Get, new Uri(client.BaseAddress!, $"blobs/{digest}"), null);
        await using Stream body = await answer.Content.ReadAsStreamAsync();
        await body.CopyToAsync(Stream.Null, 1 << 17);
    }

    /// <summary>Tags an image of one blob, which the registry has.</summary>
    public async Task TagAsync(string digest, long size)
    {
        byte[] config = "{}"u8.ToArray();
        await PushAsync(config, DigestOf(config));
        using var body = new ByteArrayContent(Encoding.UTF8.GetBytes($$"""
            {"schemaVersion":2,"mediaType":"{{ManifestType}}","config":{"mediaType":"{{ConfigType}}","digest":"{{DigestOf(config)}}","size":{{config.Length}}},
            "layers":[{"mediaType":"application/vnd.oci.image.layer.v1.tar","digest":"{{digest}}","size":{{size}}}]}
            """));
        body.Headers.ContentType = new MediaTypeHeaderValue(ManifestType);
        using HttpResponseMessage answer = await SendAsync(HttpMethod.Put, Manifest, body);
    }

    public void Dispose() => client.Dispose();

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, Uri address, HttpContent? body)
    {
        using var request = new HttpRequestMessage(method, address) { Content = body };
        HttpResponseMessage answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return answer.IsSuccessStatusCode
            ? answer
            : throw new InvalidOperationException($"{method} {address} was answered {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
    }
}
