using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Drayage.Testing;
using Drayage.Tests.Registries.Python;
using Xunit;

namespace Drayage.Tests.Registries.Hosting;

/// <summary>Input made to break out of the data directory, to exhaust, or to confuse. Requests go out raw, as clients tidy paths.</summary>
public sealed class HostileInputTests : IAsyncLifetime
{
    private readonly TemporaryDirectory work = new();
    private readonly RegistryFixture registry = new();

    public ValueTask InitializeAsync() => registry.InitializeAsync();

    [Theory]
    [InlineData("POST", "/v2/../../escape/blobs/uploads/")]
    [InlineData("POST", "/v2/%2e%2e/%2e%2e/escape/blobs/uploads/")]
    [InlineData("POST", "/v2/..%2f..%2fescape/blobs/uploads/")]
    [InlineData("POST", "/v2/a/..%5c..%5cescape/blobs/uploads/")]
    [InlineData("PUT", "/v2/a/manifests/..%2f..%2fescape")]
    [InlineData("GET", "/v2/a/blobs/uploads/..")]
    [InlineData("GET", "/v2/a/blobs/uploads/..%2f..%2foci")]
    [InlineData("PATCH", "/v2/a/blobs/uploads/%2e%2e%2fescape")]
    [InlineData("DELETE", "/v2/a/blobs/uploads/%2e%2e")]
    [InlineData("GET", "/v2/a/blobs/sha256:..%2f..%2f..%2fetc%2fpasswd")]
    [InlineData("GET", "/v2//blobs/sha256:0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("GET", "/python/..%2f..%2fescape/simple/x/")]
    [InlineData("GET", "/python/main/simple/..%2f..%2f..%2fetc/")]
    [InlineData("GET", "/python/main/files/..%2f..%2f/passwd")]
    [InlineData("GET", "/python/main/files/x/..%2f..%2f..%2f..%2fetc%2fpasswd")]
    [InlineData("GET", "/python/main/files/x/%00")]
    [InlineData("GET", "/api/v3/repos/../../../etc/passwd")]
    [InlineData("GET", "/api/v3/repos/%2e%2e/%2e%2e")]
    [InlineData("PUT", "/api/v3/repos/%2e%2e/escape/immutable-releases")]
    [InlineData("PUT", "/api/v3/repos/..%2fescape/x/immutable-releases")]
    [InlineData("GET", "/o/r/releases/download/..%2f..%2f/passwd")]
    [InlineData("GET", "/%00")]
    [InlineData("GET", "/v2/%ff%fe/tags/list")]
    public async Task A_path_that_climbs_is_refused_and_leaves_no_trace(string method, string path)
    {
        var before = Files();

        var status = await SendRawAsync(method, path);

        Assert.InRange(status, 400, 499);
        Assert.Equal(before, Files());
        Assert.DoesNotContain(registry.Served, request => request.Failure is not null);
    }

    [Theory]
    [InlineData("../../escape-1.0-py3-none-any.whl")]
    [InlineData("..\\escape-1.0-py3-none-any.whl")]
    [InlineData("/tmp/escape-1.0-py3-none-any.whl")]
    [InlineData(".whl")]
    [InlineData("..")]
    public async Task A_file_name_that_climbs_is_refused(string name)
    {
        var before = Files();
        using var client = registry.NewClient();

        using var response = await UploadForms.PostAsync(client, SampleDistribution.Wheel(work, "escape", "1.0"), "escape", "1.0", fileName: name);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(before, Files());
    }

    [Fact]
    public async Task A_file_name_as_long_as_names_can_be_is_refused_not_stumbled_over()
    {
        using var client = registry.NewClient();
        var wheel = SampleDistribution.Wheel(work, "long", "1.0");

        using var response = await UploadForms.PostAsync(client, wheel, "long", "1.0", fileName: $"long-1.0-py3-none-{new string('A', 250)}.whl");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("Filename is too long.", response.ReasonPhrase);
    }

    [Fact]
    public async Task A_message_with_line_breaks_does_not_split_the_answer()
    {
        using var client = registry.NewClient();

        using var response = await UploadForms.PostAsync(client, SampleDistribution.Wheel(work, "split", "1.0"), "x\r\nSet-Cookie: a=b\r\n", "1.0");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.False(response.Headers.Contains("Set-Cookie"));
        Assert.DoesNotContain('\n', response.ReasonPhrase!);
    }

    [Fact]
    public async Task A_manifest_beyond_the_limit_is_413()
    {
        using var client = registry.NewClient();
        using var body = new ByteArrayContent(new byte[20_000_000]);
        body.Headers.ContentType = MediaTypeHeaderValue.Parse("application/vnd.oci.image.manifest.v1+json");

        using var response = await client.PutAsync("v2/a/manifests/huge", body);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    [Fact]
    public async Task A_manifest_nested_without_end_is_MANIFEST_INVALID()
    {
        using var client = registry.NewClient();
        using var body = new StringContent(new string('[', 100_000), MediaTypeHeaderValue.Parse("application/vnd.oci.image.manifest.v1+json"));

        using var response = await client.PutAsync("v2/a/manifests/deep", body);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task A_query_nested_without_end_is_an_error()
    {
        using var client = registry.NewClient();
        using var body = new StringContent($$"""{"query":"{{string.Concat(Enumerable.Repeat("{a", 10_000))}}"}""");

        using var response = await client.PostAsync("api/graphql", body);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains("parseError", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"tag_name\":\"../../escape\"}")]
    [InlineData("{\"tag_name\":\"a..b\"}")]
    [InlineData("{\"tag_name\":\"\"}")]
    [InlineData("{\"tag_name\":\"x\\u0000\"}")]
    [InlineData("{\"tag_name\":5}")]
    public async Task A_tag_that_git_refuses_is_422(string body)
    {
        using var client = registry.NewClient();

        using var response = await client.PostAsync("api/v3/repos/o/r/releases", new StringContent(body));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
    }

    [Fact]
    public async Task A_wheel_that_lies_about_its_size_is_refused()
    {
        using var client = registry.NewClient();
        var bomb = work.Write("bomb-1.0-py3-none-any.whl", "PK\x05\x06 but nothing else");

        using var response = await UploadForms.PostAsync(client, bomb, "bomb", "1.0");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.StartsWith("Invalid distribution file.", response.ReasonPhrase, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_token_is_written_nowhere()
    {
        using var client = registry.NewClient();
        using var token = await client.GetAsync("token?scope=repository:o/i:pull,push");
        using var begun = await client.PostAsync("v2/o/i/blobs/uploads/", null);
        using var released = await client.PostAsync("api/v3/repos/o/r/releases", new StringContent("""{"tag_name":"v1"}"""));

        await registry.Server.DisposeAsync();
        foreach (var file in Directory.EnumerateFiles(registry.DataDirectory, "*", SearchOption.AllDirectories))
            Assert.DoesNotContain(RegistryFixture.Token, await File.ReadAllTextAsync(file), StringComparison.Ordinal);
        Assert.DoesNotContain(registry.Served, request => request.ToString().Contains(RegistryFixture.Token, StringComparison.Ordinal));
    }

    public async ValueTask DisposeAsync()
    {
        await registry.DisposeAsync();
        work.Dispose();
    }

    private string[] Files() =>
        [.. Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(registry.DataDirectory)!, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    private async Task<int> SendRawAsync(string method, string path)
    {
        using var connection = new TcpClient();
        await connection.ConnectAsync(registry.Address.Host, registry.Address.Port);
        var request = $"{method} {path} HTTP/1.1\r\nHost: {registry.Authority}\r\nAuthorization: Basic {RegistryFixture.BasicCredentials("x", RegistryFixture.Token)}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
        await connection.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request));
        using var reader = new StreamReader(connection.GetStream(), Encoding.ASCII);
        return int.Parse((await reader.ReadLineAsync())!.Split(' ')[1]);
    }
}
