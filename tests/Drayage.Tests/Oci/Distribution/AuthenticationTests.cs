using System.Net;
using Drayage.Oci.Distribution;
using Drayage.Oci.Distribution.Authentication;
using Drayage.Oci.Distribution.Credentials;
using Drayage.Platform.Secrets;
using Xunit;
using static Drayage.Tests.Oci.Distribution.ScriptedHandler;

namespace Drayage.Tests.Oci.Distribution;

public sealed class AuthenticationTests
{
    private static readonly Drayage.Model.Digest Any = Drayage.Model.Digest.OfSha256("x"u8);
    private static CancellationToken None => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("realm=\"https://a/t\",service=\"s, t\",scope=\"repository:x:pull,push\"", "https://a/t", "s, t", "repository:x:pull,push")]
    [InlineData("realm=\"a\\\"b\" , Service=plain,scope=", "a\"b", "plain", "")]
    [InlineData("", null, null, null)]
    [InlineData("realm=\"unclosed", "unclosed", null, null)]
    public void Challenges_are_read(string text, string? realm, string? service, string? scope)
    {
        var parameters = AuthChallenge.ParseParameters(text);
        Assert.Equal((realm, service, scope), (parameters.GetValueOrDefault("realm"), parameters.GetValueOrDefault("service"), parameters.GetValueOrDefault("scope")));
    }

    [Fact]
    public async Task Tokens_are_shared_until_they_expire_and_then_renewed()
    {
        var time = new SettableTime();
        var handler = TokenRegistry("\"expires_in\":100");
        var client = new RegistryClient(
            new HttpClient(handler), RegistryHost.Of("r.example"), Password("anyone", "secret"), Registries.QuickUploads, time);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => client.Repository("acme").FindBlobAsync(Any, None)));
        Assert.Single(TokensOf(handler));
        time.Advance(TimeSpan.FromSeconds(80));
        await client.Repository("acme").FindBlobAsync(Any, None);
        Assert.Single(TokensOf(handler));
        time.Advance(TimeSpan.FromSeconds(20));
        await client.Repository("acme").FindBlobAsync(Any, None);
        Assert.Equal(2, TokensOf(handler).Count);
        await client.Repository("other").FindBlobAsync(Any, None);
        Assert.Equal(3, TokensOf(handler).Count);
        var (request, authorization) = TokensOf(handler)[0];
        Assert.Equal("GET https://auth.example/token?service=r&scope=repository%3Aacme%3Apull&account=anyone", request);
        Assert.StartsWith("Basic ", authorization, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_identity_token_is_traded_by_post()
    {
        string? form = null;
        var handler = new ScriptedHandler(request =>
        {
            if (request.RequestUri!.Host == "auth.example")
            {
                form = request.Content!.ReadAsStringAsync(None).GetAwaiter().GetResult();
                return Answer(HttpStatusCode.OK, "{\"access_token\":\"t\"}");
            }
            return Registry(request);
        });
        var credentials = StaticCredentials.For("r.example", new RegistryCredential.IdentityToken(new Secret("refresh-me")));
        var client = new RegistryClient(new HttpClient(handler), RegistryHost.Of("r.example"), credentials, Registries.QuickUploads, TimeProvider.System);
        Assert.NotNull(await client.Repository("acme").FindBlobAsync(Any, None));
        Assert.Contains("grant_type=refresh_token", form, StringComparison.Ordinal);
        Assert.Contains("refresh_token=refresh-me", form, StringComparison.Ordinal);
        Assert.Contains("POST https://auth.example/token", handler.Seen.Select(seen => seen.Request));
    }

    [Fact]
    public async Task A_token_server_that_refuses_is_named()
    {
        var handler = new ScriptedHandler(request => request.RequestUri!.Host == "auth.example"
            ? Answer(HttpStatusCode.Forbidden, """{"errors":[{"code":"DENIED","message":"no"}]}""")
            : Registry(request));
        var client = new RegistryClient(new HttpClient(handler), RegistryHost.Of("r.example"), StaticCredentials.Anonymous, Registries.QuickUploads, TimeProvider.System);
        var failure = await Assert.ThrowsAsync<RegistryException>(() => client.PingAsync(None));
        Assert.Contains("https://auth.example/token", failure.Message, StringComparison.Ordinal);
        Assert.Contains("anonymous", failure.Message, StringComparison.Ordinal);
        Assert.True(failure.Has("DENIED"));
    }

    [Theory]
    [InlineData("localhost:5000", "http://localhost:5000/")]
    [InlineData("127.0.0.9", "http://127.0.0.9/")]
    [InlineData("[::1]:5000", "http://[::1]:5000/")]
    [InlineData("ghcr.io", "https://ghcr.io/")]
    [InlineData("10.0.0.1:5000", "https://10.0.0.1:5000/")]
    [InlineData("localhost.evil.example", "https://localhost.evil.example/")]
    [InlineData("docker.io", "https://registry-1.docker.io/")]
    public void Plain_http_is_for_loopback(string registry, string address) =>
        Assert.Equal(address, RegistryHost.Of(registry).Address.ToString());

    [Fact]
    public void Plain_http_elsewhere_takes_an_explicit_setting() =>
        Assert.Equal("http://10.0.0.1:5000/", RegistryHost.Of("10.0.0.1:5000", insecure: true).Address.ToString());

    [Fact]
    public async Task A_token_that_expires_between_chunks_is_renewed_and_nothing_is_accepted_twice()
    {
        var bytes = new byte[10];
        var blob = new Drayage.Oci.Documents.Descriptor { MediaType = "x/y", Digest = Drayage.Model.Digest.OfSha256(bytes), Size = bytes.Length };
        var tokens = 0;
        var accepted = new List<string>();
        var handler = new ScriptedHandler(request =>
        {
            if (request.RequestUri!.Host == "auth.example")
                return Answer(HttpStatusCode.OK, $"{{\"token\":\"t{Interlocked.Increment(ref tokens)}\",\"expires_in\":300}}");
            if (request.Headers.Authorization?.Parameter != (accepted.Count < 2 ? "t1" : "t2"))
                return Registry(new HttpRequestMessage());
            if (request.Method == HttpMethod.Patch)
                accepted.Add(string.Concat(request.Content!.Headers.NonValidated["Content-Range"]));
            return Answer(request.Method == HttpMethod.Put ? HttpStatusCode.Created : HttpStatusCode.Accepted, "", ("Location", "/v2/acme/blobs/uploads/1"));
        });
        var uploads = Registries.QuickUploads with { AlwaysChunked = true, ChunkSize = 3 };
        var client = new RegistryClient(new HttpClient(handler), RegistryHost.Of("r.example"), Password("anyone", "secret"), uploads, TimeProvider.System);
        Assert.True(await client.Repository("acme").UploadBlobAsync(
            blob, (offset, _) => Task.FromResult<Stream>(new MemoryStream(bytes) { Position = offset }), null, None));
        Assert.Equal(["0-2", "3-5", "6-8", "9-9"], accepted);
        Assert.Equal(2, tokens);
    }

    private static ScriptedHandler TokenRegistry(string lifetime)
    {
        var count = 0;
        return new ScriptedHandler(request => request.RequestUri!.Host == "auth.example"
            ? Answer(HttpStatusCode.OK, $"{{\"token\":\"t{Interlocked.Increment(ref count)}\",{lifetime}}}")
            : Registry(request));
    }

    private static HttpResponseMessage Registry(HttpRequestMessage request) => request.Headers.Authorization?.Scheme == "Bearer"
        ? Answer(HttpStatusCode.OK, "x")
        : Answer(HttpStatusCode.Unauthorized, "", ("WWW-Authenticate", "Bearer realm=\"https://auth.example/token\",service=\"r\",scope=\"repository:acme:pull\""));

    private static List<(string Request, string? Authorization)> TokensOf(ScriptedHandler handler) =>
        [.. handler.Seen.Where(seen => seen.Request.Contains("auth.example", StringComparison.Ordinal))];

    private static StaticCredentials Password(string user, string secret) =>
        StaticCredentials.For("r.example", new RegistryCredential.Password(user, new Secret(secret)));

    private sealed class SettableTime : TimeProvider
    {
        private DateTimeOffset now = DateTimeOffset.UnixEpoch;

        public override DateTimeOffset GetUtcNow() => now;

        public void Advance(TimeSpan span) => now += span;
    }
}
