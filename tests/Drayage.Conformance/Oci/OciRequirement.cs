using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Drayage.Model;
using Xunit;

namespace Drayage.Conformance.Oci;

/// <summary>What all groups of requirements share: sending requests and pushing what a requirement presupposes.</summary>
public abstract class OciRequirement(OciTarget target)
{
    protected const string ManifestType = "application/vnd.oci.image.manifest.v1+json";
    protected const string IndexType = "application/vnd.oci.image.index.v1+json";
    protected const string ConfigType = "application/vnd.oci.image.config.v1+json";
    protected const string EmptyType = "application/vnd.oci.empty.v1+json";

    protected HttpClient Client => target.Client;

    protected static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>A repository name that no other test uses.</summary>
    protected static string NewRepository() => $"conformance/{Guid.NewGuid():N}";

    protected static byte[] NewContent(int length = 1000)
    {
        var content = new byte[length];
        Random.Shared.NextBytes(content);
        return content;
    }

    /// <summary>Runs a requirement, or checks that a known deviation from it still stands.</summary>
    protected async Task RequireAsync(Func<Task> requirement, [CallerMemberName] string name = "")
    {
        if (!target.Deviations.TryGetValue(name, out var instead))
        {
            await requirement();
            return;
        }
        await Assert.ThrowsAnyAsync<Exception>(requirement);
        TestContext.Current.SendDiagnosticMessage($"{name}: deviates as known: {instead}");
    }

    protected async Task<HttpResponseMessage> SendAsync(
        HttpMethod method,
        string address,
        byte[]? body = null,
        string? contentType = null,
        params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, new Uri(address, UriKind.RelativeOrAbsolute));
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType ?? "application/octet-stream");
        }
        foreach (var (name, value) in headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
                Assert.True(request.Content!.Headers.TryAddWithoutValidation(name, value));
        }
        return await Client.SendAsync(request);
    }

    /// <summary>Begins an upload and returns where it goes on.</summary>
    protected async Task<string> BeginUploadAsync(string repository)
    {
        using var response = await SendAsync(HttpMethod.Post, $"v2/{repository}/blobs/uploads/", []);
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        return Location(response);
    }

    protected async Task<Digest> PushBlobAsync(string repository, byte[] content)
    {
        var digest = Digest.OfSha256(content);
        using var response = await SendAsync(HttpMethod.Put, WithDigest(await BeginUploadAsync(repository), digest), content);
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        return digest;
    }

    protected async Task<(Digest Digest, byte[] Bytes)> PushManifestAsync(string repository, string? tag = null, string extra = "", string configType = ConfigType)
    {
        var config = Utf8("{}");
        var configDigest = await PushBlobAsync(repository, config);
        var layer = NewContent();
        var layerDigest = await PushBlobAsync(repository, layer);
        var manifest = Utf8(Manifest(configDigest, config.Length, layerDigest, layer.Length, extra, configType));
        var digest = Digest.OfSha256(manifest);
        using var response = await SendAsync(HttpMethod.Put, $"v2/{repository}/manifests/{tag ?? digest.ToString()}", manifest, ManifestType);
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        return (digest, manifest);
    }

    protected static string Manifest(Digest config, int configSize, Digest layer, int layerSize, string extra = "", string configType = ConfigType) =>
        $$$"""{"schemaVersion":2,"mediaType":"{{{ManifestType}}}","config":{"mediaType":"{{{configType}}}","digest":"{{{config}}}","size":{{{configSize}}}},"layers":[{"mediaType":"application/vnd.oci.image.layer.v1.tar","digest":"{{{layer}}}","size":{{{layerSize}}}}]{{{extra}}}}""";

    protected static string Location(HttpResponseMessage response) => response.Headers.Location!.ToString();

    protected static string WithDigest(string location, Digest digest) =>
        location + (location.Contains('?', StringComparison.Ordinal) ? '&' : '?') + "digest=" + Uri.EscapeDataString(digest.ToString());

    protected static string Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) || response.Content.Headers.TryGetValues(name, out values)
            ? string.Join(", ", values)
            : "";

    protected static async Task<JsonElement> JsonAsync(HttpResponseMessage response) =>
        JsonElement.Parse(await response.Content.ReadAsStringAsync());

    /// <summary>Checks an error answer's status and its first code.</summary>
    protected static async Task AssertErrorAsync(HttpStatusCode status, string code, HttpResponseMessage response)
    {
        Assert.Equal(status, response.StatusCode);
        var body = await response.Content.ReadAsStringAsync();
        Assert.True(TryReadCode(body, out var actual), $"not an error body: {body}");
        Assert.Equal(code, actual);
    }

    protected static string Range(long start, long end) => string.Create(CultureInfo.InvariantCulture, $"{start}-{end}");

    private static bool TryReadCode(string body, out string? code)
    {
        code = null;
        try
        {
            code = JsonElement.Parse(body).GetProperty("errors")[0].GetProperty("code").GetString();
            return code is not null;
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return false;
        }
    }
}
