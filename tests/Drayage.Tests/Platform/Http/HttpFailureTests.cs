using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Drayage.Model;
using Drayage.Platform.Http;
using Drayage.Platform.Secrets;
using Drayage.Testing;
using Xunit;

namespace Drayage.Tests.Platform.Http;

public sealed class HttpFailureTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("""{"errors":[{"code":"DENIED","message":"no write access","detail":null}]}""", "DENIED: no write access")]
    [InlineData("""{"message":"Validation Failed","errors":[{"resource":"Release","field":"tag_name","code":"already_exists"}]}""",
        "Validation Failed; already_exists: Release tag_name")]
    [InlineData("""{"errors":[{"detail":"crate version 1.0.0 is already uploaded"}]}""", "crate version 1.0.0 is already uploaded")]
    [InlineData("""{"message":"Token request failed","errors":[{"code":"invalid-publisher","description":"no match"}]}""",
        "Token request failed; invalid-publisher: no match")]
    [InlineData("""{"error":"You cannot publish over the previously published versions: 1.0.0."}""",
        "You cannot publish over the previously published versions: 1.0.0.")]
    [InlineData("""{"error":"invalid_grant","error_description":"expired"}""", "invalid_grant: expired")]
    [InlineData("<html><head><title>400</title><style>p{}</style></head><body><h1>File already &amp; exists</h1></body></html>",
        "400 File already & exists")]
    [InlineData("plain\r\n  words", "plain words")]
    [InlineData("[1]", "[1]")]
    public async Task The_registrys_own_words_are_kept(string body, string expected)
    {
        var type = body.StartsWith('<') ? "text/html" : "application/json";
        await using var server = new LoopbackServer(_ => LoopbackAnswer.Of("400 File already exists", body, $"Content-Type: {type}"));
        using var fixture = new PipelineFixture();
        var call = HttpCall.Get(new Uri(server.Address, "/up?name=a&sig=b"));

        var error = await Assert.ThrowsAsync<ReleaseException>(async () => await
            (await fixture.Pipeline.SendAsync(call, Cancellation)).RequireSuccessAsync("upload refused", Cancellation));

        Assert.Equal("upload refused", error.Message);
        Assert.Equal($"GET {server.Address}up?name=a&sig=***: 400 File already exists ({expected})", error.Because);
    }

    [Fact]
    public async Task A_server_that_echoes_the_secret_does_not_make_us_tell_it()
    {
        await using var server = new LoopbackServer(
            request => LoopbackAnswer.Of("403 Forbidden", $"bad credential: {request.Headers["Authorization"]}"));
        using var fixture = new PipelineFixture();
        using var reply = (await fixture.Pipeline.SendAsync(
            HttpCall.Get(server.Address) with { Credential = fixture.Credential }, Cancellation)).RequireAnswer("get");
        Assert.EndsWith("403 Forbidden (bad credential: Bearer ***)", (await reply.ToFailureAsync(Cancellation)).Describe());
        Assert.DoesNotContain(fixture.Events.OfType<HttpEvent.Answered>(),
            answered => answered.RequestHeaders.Any(line => line.Contains(PipelineFixture.Token)));
    }

    [Fact]
    public async Task An_unknown_host_is_told()
    {
        var failure = await UnansweredAsync(new Uri("https://no-such-host.invalid/x"));
        Assert.Equal(HttpFailureKind.NameResolution, failure.Kind);
        Assert.Contains("no-such-host.invalid", failure.Describe());
        Assert.Contains("DNS", failure.Describe());
    }

    [Fact]
    public async Task A_port_without_tls_is_told()
    {
        await using var server = new LoopbackServer(_ => LoopbackAnswer.Of("200 OK"));
        using var raw = new TcpListener(IPAddress.Loopback, 0);
        raw.Start();
        var serving = Task.Run(async () =>
        {
            using var client = await raw.AcceptTcpClientAsync(Cancellation);
            await client.GetStream().WriteAsync("HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray(), Cancellation);
            // Closed before all is read, the connection would be reset and the answer lost.
            await Record.ExceptionAsync(() => client.GetStream().CopyToAsync(Stream.Null, Cancellation));
        }, Cancellation);
        var failure = await UnansweredAsync(new Uri($"https://{raw.LocalEndpoint}/"));
        Assert.Equal(HttpFailureKind.Tls, failure.Kind);
        Assert.Contains("http://", failure.Hint);
        await serving;
    }

    [Fact]
    public async Task An_untrusted_certificate_is_told_with_the_way_to_trust_it()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        var request = new CertificateRequest("CN=test", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        using var raw = new TcpListener(IPAddress.Loopback, 0);
        raw.Start();
        var serving = Task.Run(async () =>
        {
            using var client = await raw.AcceptTcpClientAsync(Cancellation);
            await using var tls = new SslStream(client.GetStream());
            try
            {
                await tls.AuthenticateAsServerAsync(certificate);
                await tls.ReadExactlyAsync(new byte[1], Cancellation);
            }
            catch (Exception error) when (error is IOException or System.Security.Authentication.AuthenticationException)
            {
            }
        }, Cancellation);

        var failure = await UnansweredAsync(new Uri($"https://{raw.LocalEndpoint}/"));

        Assert.Equal(HttpFailureKind.Tls, failure.Kind);
        Assert.Contains("SSL_CERT_FILE", failure.Hint);
        Assert.True(failure.NothingWasSent);
        await serving;
    }

    [Fact]
    public async Task Something_that_is_no_http_is_told()
    {
        await using var server = new LoopbackServer(_ => new LoopbackAnswer("SSH-2.0-OpenSSH_9.2\r\n\r\n"u8.ToArray()));
        Assert.Equal(HttpFailureKind.InvalidResponse, (await UnansweredAsync(server.Address)).Kind);
    }

    [Fact]
    public async Task A_body_beyond_the_limit_is_a_failure()
    {
        await using var server = new LoopbackServer(_ => LoopbackAnswer.Of("200 OK", new string('x', 101)));
        using var fixture = new PipelineFixture();
        var result = await fixture.Pipeline.FetchAsync(HttpCall.Get(server.Address), 100, Cancellation);
        Assert.Contains("longer than 100 bytes", Assert.IsType<HttpResult.Unanswered>(result).Failure.Describe());
        Assert.Single(server.Received);
    }

    [Fact]
    public async Task A_missing_secret_is_told_before_anything_is_sent()
    {
        await using var server = new LoopbackServer(_ => LoopbackAnswer.Of("200 OK"));
        using var fixture = new PipelineFixture();
        var call = HttpCall.Get(server.Address) with
        {
            Credential = new HttpCredential.Bearer(fixture.Secrets.Source(SecretReference.Parse("env:ABSENT"))),
        };
        var error = await Assert.ThrowsAsync<ReleaseException>(() => fixture.Pipeline.SendAsync(call, Cancellation));
        Assert.Equal("the secret env:ABSENT cannot be read", error.Message);
        Assert.Empty(server.Received);
    }

    [Fact]
    public async Task A_secret_with_a_line_end_is_not_sent()
    {
        await using var server = new LoopbackServer(_ => LoopbackAnswer.Of("200 OK"));
        using var fixture = new PipelineFixture();
        var call = HttpCall.Get(server.Address) with
        {
            Credential = new HttpCredential.Bearer(fixture.Secrets.Source(new Secret("first\nsecond"))),
        };
        var error = await Assert.ThrowsAsync<ReleaseException>(() => fixture.Pipeline.SendAsync(call, Cancellation));
        Assert.Contains("base64 -w0", error.Hint);
        Assert.Empty(server.Received);
    }

    private static async Task<HttpFailure> UnansweredAsync(Uri uri)
    {
        using var fixture = new PipelineFixture(options => options with { Retries = 0 });
        return Assert.IsType<HttpResult.Unanswered>(await fixture.Pipeline.SendAsync(HttpCall.Get(uri), Cancellation)).Failure;
    }
}
