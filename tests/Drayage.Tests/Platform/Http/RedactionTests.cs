using System.Net.Http.Headers;
using Drayage.Platform.Http;
using Drayage.Platform.Processes;
using Xunit;

namespace Drayage.Tests.Platform.Http;

public sealed class RedactionTests
{
    [Theory]
    [InlineData("https://user:pass@host:8443/a%20b/c?digest=sha256:1&X-Amz-Signature=s#f", "https://host:8443/a%20b/c?digest=sha256:1&X-Amz-Signature=***")]
    [InlineData("http://host/", "http://host/")]
    [InlineData("https://host/x?flag&_state=abc", "https://host/x?flag&_state=***")]
    [InlineData("/relative/upload?token=1", "/relative/upload")]
    public void An_address_shows_nothing_secret(string uri, string shown) =>
        Assert.Equal(shown, RedactedUri.Render(new Uri(uri, UriKind.RelativeOrAbsolute)));

    [Fact]
    public void Credentials_in_headers_are_masked()
    {
        using var request = new HttpRequestMessage();
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "abc");
        request.Headers.TryAddWithoutValidation("X-NuGet-ApiKey", "abc");
        request.Headers.TryAddWithoutValidation("npm-otp", "123456");
        request.Headers.TryAddWithoutValidation("Accept", "text/plain");
        using var response = new HttpResponseMessage();
        response.Headers.TryAddWithoutValidation("WWW-Authenticate", "Bearer realm=\"https://host/token\"");
        response.Headers.TryAddWithoutValidation("Set-Cookie", "session=abc");
        response.Headers.TryAddWithoutValidation("Location", "https://host/blob?sig=abc");
        Assert.Equal(
        [
            "Authorization: ***", "X-NuGet-ApiKey: ***", "npm-otp: ***", "Accept: text/plain",
            "WWW-Authenticate: Bearer realm=\"https://host/token\"", "Set-Cookie: ***", "Location: https://host/blob?sig=***",
        ], RedactedHeaders.Render(request.Headers, response.Headers));
    }

    [Theory]
    [InlineData("https://registry.example/", "HTTPS_PROXY=proxy:3128", "http://proxy:3128/")]
    [InlineData("https://registry.example/", "https_proxy=http://first:1;HTTPS_PROXY=http://second:2", "http://first:1/")]
    [InlineData("https://registry.example/", "all_proxy=socks5://proxy:1080", "socks5://proxy:1080/")]
    [InlineData("https://registry.example/", "http_proxy=http://proxy:1", null)]
    [InlineData("http://registry.example/", "http_proxy=http://proxy:1", "http://proxy:1/")]
    [InlineData("https://registry.example/", "HTTPS_PROXY=http://proxy:1;NO_PROXY=other, .example", null)]
    [InlineData("https://registry.example:8443/", "HTTPS_PROXY=http://proxy:1;NO_PROXY=registry.example:443", "http://proxy:1/")]
    [InlineData("https://badexample/", "HTTPS_PROXY=http://proxy:1;NO_PROXY=example", "http://proxy:1/")]
    [InlineData("https://registry.example/", "HTTPS_PROXY=http://proxy:1;NO_PROXY=*", null)]
    [InlineData("http://127.0.0.1:5000/", "http_proxy=http://proxy:1", null)]
    public void The_proxy_is_read_from_the_environment(string destination, string variables, string? expected)
    {
        var environment = ProcessEnvironment.FromVariables(
            variables.Split(';').Select(pair => KeyValuePair.Create(pair.Split('=')[0], pair.Split('=')[1])), "/");
        var proxy = EnvironmentProxy.From(environment);
        Assert.NotNull(proxy);
        var uri = new Uri(destination);
        Assert.Equal(expected, proxy.IsBypassed(uri) ? null : proxy.GetProxy(uri)?.ToString());
        Assert.Null(EnvironmentProxy.From(ProcessEnvironment.FromVariables([], "/")));
    }
}
