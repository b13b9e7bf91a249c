using System.Net.Http.Headers;
using Drayage.Testing;

namespace Drayage.Tests.Registries.NuGet;

/// <summary>Pushes that tests send themselves.</summary>
internal static class PushForm
{
    public static Task<HttpResponseMessage> PushAsync(this HttpClient client, byte[] package, string? key = RegistryFixture.Token, string feed = "main") =>
        client.SendAsync(HttpMethod.Put, $"nuget/{feed}/api/v2/package/", key, Form(package));

    public static Task<HttpResponseMessage> PushSymbolsAsync(this HttpClient client, byte[] package, string? key = RegistryFixture.Token) =>
        client.SendAsync(HttpMethod.Put, "nuget/main/api/v2/symbolpackage/", key, Form(package));

    public static async Task<HttpResponseMessage> SendAsync(this HttpClient client, HttpMethod method, string address, string? key, HttpContent? content = null, string? protocol = "4.1.0")
    {
        using var request = new HttpRequestMessage(method, address);
        request.Content = content;
        if (key is not null)
            request.Headers.Add("X-NuGet-ApiKey", key);
        if (protocol is not null)
            request.Headers.Add("X-NuGet-Protocol-Version", protocol);
        return await client.SendAsync(request);
    }

    public static MultipartFormDataContent Form(byte[] package)
    {
        var form = new MultipartFormDataContent("boundary-of-test");
        form.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=boundary-of-test");
        form.Add(new ByteArrayContent(package), "package", "package.nupkg");
        return form;
    }
}
