using System.Net;
using System.Security.Cryptography;
using System.Text;
using Drayage.Acceptance.Released;
using Xunit;

namespace Drayage.Acceptance.Listening;

/// <summary>Delivers signed webhooks about a release, as GitHub does.</summary>
internal sealed class ReleaseHook : IDisposable
{
    public const string Secret = "It's a Secret to Everybody";

    public HttpClient Client { get; } = new(new SocketsHttpHandler { UseProxy = false });

    /// <summary>A listener on a free port that takes these webhooks; the secret stands in WEBHOOK_SECRET.</summary>
    public static string[] ListenArguments(Stranger at) =>
        ["listen", "--repository", "example/tide", "--state", "state", "--bind", "127.0.0.1:0", "--webhook-secret", "env:WEBHOOK_SECRET", .. at.Key];

    public async Task<HttpStatusCode> DeliverAsync(
        Uri address, string delivery, string type = "release", string? body = null, string contentType = "application/json", string secret = Secret)
    {
        var bytes = Encoding.UTF8.GetBytes(body ?? $$"""{"action":"published","repository":{"full_name":"example/tide"},"release":{"id":1,"tag_name":"{{PhasedRepository.Tag}}","published_at":"2026-01-02T03:04:05Z"} }""");
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address, "webhooks/github")) { Content = new ByteArrayContent(bytes) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        request.Headers.Add("X-GitHub-Event", type);
        request.Headers.Add("X-GitHub-Delivery", delivery);
        request.Headers.Add("X-Hub-Signature-256", $"sha256={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), bytes))}");
        using var answer = await Client.SendAsync(request, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }

    public void Dispose() => Client.Dispose();
}
