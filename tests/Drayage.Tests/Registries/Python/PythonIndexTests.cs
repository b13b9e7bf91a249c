using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json;
using Drayage.Testing;
using Xunit;

namespace Drayage.Tests.Registries.Python;

/// <summary>The pages and files of an index.</summary>
public sealed class PythonIndexTests(RegistryFixture registry) : IClassFixture<RegistryFixture>, IDisposable
{
    private const string Json = "application/vnd.pypi.simple.v1+json";
    private readonly TemporaryDirectory work = new();
    private readonly HttpClient client = registry.NewClient();

    [Fact]
    public async Task The_JSON_page_tells_everything_about_a_wheel()
    {
        var wheel = await UploadAsync("json-page", "1.0");
        var metadata = SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(SampleDistribution.Metadata("json-page", "1.0")));

        using var response = await GetAsync("python/main/simple/json-page/", Json);
        var page = JsonElement.Parse(await response.Content.ReadAsStringAsync());
        var file = page.GetProperty("files")[0];

        Assert.Equal(Json, response.Content.Headers.ContentType!.MediaType);
        Assert.Equal("1.4", page.GetProperty("meta").GetProperty("api-version").GetString());
        Assert.Equal("json-page", page.GetProperty("name").GetString());
        Assert.Equal("1.0", page.GetProperty("versions")[0].GetString());
        Assert.Equal(Path.GetFileName(wheel), file.GetProperty("filename").GetString());
        Assert.Equal(Hex(SHA256.HashData(await File.ReadAllBytesAsync(wheel))), file.GetProperty("hashes").GetProperty("sha256").GetString());
        Assert.Equal(new FileInfo(wheel).Length, file.GetProperty("size").GetInt64());
        Assert.Equal(">=3.8", file.GetProperty("requires-python").GetString());
        Assert.Equal(Hex(metadata), file.GetProperty("core-metadata").GetProperty("sha256").GetString());
        Assert.False(file.GetProperty("yanked").GetBoolean());
        Assert.EndsWith("Z", file.GetProperty("upload-time").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Addresses_on_the_page_lead_to_the_file_and_its_metadata()
    {
        var wheel = await UploadAsync("addresses", "1.0");
        using var response = await GetAsync("python/main/simple/addresses/", Json);
        var relative = JsonElement.Parse(await response.Content.ReadAsStringAsync()).GetProperty("files")[0].GetProperty("url").GetString()!;
        var address = new Uri(new Uri(registry.Address, "python/main/simple/addresses/"), relative);

        Assert.Equal(await File.ReadAllBytesAsync(wheel), await client.GetByteArrayAsync(address));
        Assert.Equal(SampleDistribution.Metadata("addresses", "1.0"), await client.GetStringAsync($"{address}.metadata"));
    }

    [Fact]
    public async Task A_part_of_a_file_can_be_downloaded()
    {
        var wheel = await UploadAsync("partly", "1.0");
        using var request = new HttpRequestMessage(HttpMethod.Get, $"python/main/files/partly/{Path.GetFileName(wheel)}");
        request.Headers.Range = new RangeHeaderValue(null, 22);

        using var response = await client.SendAsync(request);

        Assert.Equal(HttpStatusCode.PartialContent, response.StatusCode);
        Assert.Equal((await File.ReadAllBytesAsync(wheel))[^22..], await response.Content.ReadAsByteArrayAsync());
    }

    [Theory]
    [InlineData(null, "text/html")]
    [InlineData("*/*", "text/html")]
    [InlineData("text/html", "text/html")]
    [InlineData(Json, Json)]
    [InlineData("application/vnd.pypi.simple.latest+json", Json)]
    [InlineData("application/vnd.pypi.simple.v1+html", "application/vnd.pypi.simple.v1+html")]
    [InlineData("application/vnd.pypi.simple.v1+json, application/vnd.pypi.simple.v1+html; q=0.1, text/html; q=0.01", Json)]
    [InlineData("text/html;q=0.1, application/*", Json)]
    [InlineData("text/html;q=0, */*", Json)]
    public async Task The_format_is_negotiated(string? accept, string expected)
    {
        await UploadAsync("negotiated", "1.0");

        using var response = await GetAsync("python/main/simple/negotiated/", accept);

        Assert.Equal(expected, response.Content.Headers.ContentType!.MediaType);
        Assert.Equal("Accept", response.Headers.Vary.Single());
    }

    [Theory]
    [InlineData("image/png")]
    [InlineData("application/vnd.pypi.simple.v2+json")]
    public async Task A_format_that_there_is_not_is_406(string accept)
    {
        await UploadAsync("unacceptable", "1.0");

        using var response = await GetAsync("python/main/simple/unacceptable/", accept);

        Assert.Equal(HttpStatusCode.NotAcceptable, response.StatusCode);
    }

    [Theory]
    [InlineData("python/main/simple/Sample_.Name/", "/python/main/simple/sample-name/")]
    [InlineData("python/main/simple/sample-name", "/python/main/simple/sample-name/")]
    [InlineData("python/main/simple", "/python/main/simple/")]
    public async Task Other_spellings_lead_to_the_normalised_page(string asked, string expected)
    {
        using var response = await client.GetAsync(asked);

        Assert.Equal(HttpStatusCode.MovedPermanently, response.StatusCode);
        Assert.Equal(expected, response.Headers.Location!.ToString());
    }

    [Fact]
    public async Task The_list_of_projects_has_normalised_names_and_indexes_are_apart()
    {
        await UploadAsync("In_Main", "1.0");

        using var main = await GetAsync("python/main/simple/", Json);
        using var other = await GetAsync("python/other/simple/", Json);

        Assert.Contains("{\"name\":\"in-main\"}", await main.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("\"projects\":[]", await other.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_missing_is_404()
    {
        using var project = await client.GetAsync("python/main/simple/no-such-project/");
        using var file = await client.GetAsync("python/main/files/no-such-project/x.whl");

        Assert.Equal(HttpStatusCode.NotFound, project.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, file.StatusCode);
    }

    public void Dispose()
    {
        client.Dispose();
        work.Dispose();
    }

    private static string Hex(byte[] hash) => Convert.ToHexStringLower(hash);

    private async Task<string> UploadAsync(string name, string version)
    {
        var wheel = SampleDistribution.Wheel(work, name, version, $"# {Guid.NewGuid()}\n");
        using var response = await UploadForms.PostAsync(client, wheel, name, version);
        if (response.StatusCode != HttpStatusCode.OK)
            Assert.StartsWith("File already exists", response.ReasonPhrase, StringComparison.Ordinal);
        return wheel;
    }

    private async Task<HttpResponseMessage> GetAsync(string address, string? accept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (accept is not null)
            request.Headers.TryAddWithoutValidation("Accept", accept);
        return await client.SendAsync(request);
    }
}
