using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Drayage.Model;
using Drayage.Testing;
using Drayage.Tests.Registries.Python;
using Xunit;

namespace Drayage.Tests.Registries.Hosting;

/// <summary>Many clients at once: one outcome, and the right answers to all.</summary>
public sealed class ConcurrencyTests(RegistryFixture registry) : IClassFixture<RegistryFixture>, IDisposable
{
    private const int Clients = 12;
    private readonly TemporaryDirectory work = new();
    private readonly HttpClient client = registry.NewClient();

    [Fact]
    public async Task Pushes_of_one_blob_all_succeed()
    {
        var content = new byte[300_000];
        Random.Shared.NextBytes(content);
        var digest = Digest.OfSha256(content);

        var statuses = await AtOnceAsync(async _ =>
        {
            using var begun = await client.PostAsync("v2/parallel/blob/blobs/uploads/", null);
            using var put = await client.PutAsync($"{begun.Headers.Location}?digest={digest}", new ByteArrayContent(content));
            return put.StatusCode;
        });

        Assert.All(statuses, status => Assert.Equal(HttpStatusCode.Created, status));
        Assert.Equal(content, await client.GetByteArrayAsync($"v2/parallel/blob/blobs/{digest}"));
    }

    [Fact]
    public async Task Tags_pushed_at_once_are_all_there()
    {
        const string Index = """{"schemaVersion":2,"manifests":[]}""";
        await AtOnceAsync(async number =>
        {
            using var body = new StringContent(Index, MediaTypeHeaderValue.Parse("application/vnd.oci.image.index.v1+json"));
            using var put = await client.PutAsync($"v2/parallel/tags/manifests/t{number}", body);
            return put.StatusCode;
        });

        var tags = JsonElement.Parse(await client.GetStringAsync("v2/parallel/tags/tags/list")).GetProperty("tags");

        Assert.Equal(Clients, tags.GetArrayLength());
    }

    [Fact]
    public async Task Uploads_of_one_wheel_all_succeed_and_it_is_listed_once()
    {
        var wheel = SampleDistribution.Wheel(work, "parallel-same", "1.0");

        var statuses = await AtOnceAsync(async _ =>
        {
            using var response = await UploadForms.PostAsync(client, wheel, "parallel-same", "1.0");
            return response.StatusCode;
        });

        Assert.All(statuses, status => Assert.Equal(HttpStatusCode.OK, status));
        var files = JsonElement.Parse(await GetJsonAsync("python/main/simple/parallel-same/")).GetProperty("files");
        Assert.Equal(1, files.GetArrayLength());
    }

    [Fact]
    public async Task Of_different_wheels_of_one_name_one_wins()
    {
        var wheels = Enumerable.Range(0, Clients).Select(number =>
        {
            var built = SampleDistribution.Wheel(work, "parallel-other", "1.0", $"answer = {number}\n");
            return work.Write($"{number}/{Path.GetFileName(built)}", File.ReadAllBytes(built));
        }).ToArray();

        var statuses = await AtOnceAsync(async number =>
        {
            using var response = await UploadForms.PostAsync(client, wheels[number], "parallel-other", "1.0");
            return response.StatusCode;
        });

        Assert.Equal(1, statuses.Count(status => status == HttpStatusCode.OK));
        Assert.Equal(Clients - 1, statuses.Count(status => status == HttpStatusCode.BadRequest));
    }

    [Fact]
    public async Task Of_assets_of_one_name_one_is_taken()
    {
        using var released = await client.PostAsync("api/v3/repos/parallel/assets/releases", new StringContent("""{"tag_name":"v1","draft":true}"""));

        var statuses = await AtOnceAsync(async number =>
        {
            using var body = new StringContent($"bytes {number}");
            using var response = await client.PostAsync("api/uploads/repos/parallel/assets/releases/1/assets?name=a.txt", body);
            return response.StatusCode;
        });

        Assert.Equal(1, statuses.Count(status => status == HttpStatusCode.Created));
        Assert.Equal(Clients - 1, statuses.Count(status => status == HttpStatusCode.UnprocessableEntity));
    }

    [Fact]
    public async Task Of_equal_references_one_is_made()
    {
        var statuses = await AtOnceAsync(async number =>
        {
            using var body = new StringContent($$"""{"ref":"refs/tags/v1","sha":"{{new string('a', 38)}}{{number:d2}}"}""");
            using var response = await client.PostAsync("api/v3/repos/parallel/refs/git/refs", body);
            return response.StatusCode;
        });

        Assert.Equal(1, statuses.Count(status => status == HttpStatusCode.Created));
        Assert.Equal(Clients - 1, statuses.Count(status => status == HttpStatusCode.UnprocessableEntity));
    }

    public void Dispose()
    {
        client.Dispose();
        work.Dispose();
    }

    private static Task<HttpStatusCode[]> AtOnceAsync(Func<int, Task<HttpStatusCode>> send) =>
        Task.WhenAll(Enumerable.Range(0, Clients).Select(number => Task.Run(() => send(number))));

    private async Task<string> GetJsonAsync(string address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Accept.ParseAdd("application/vnd.pypi.simple.v1+json");
        using var response = await client.SendAsync(request);
        return await response.Content.ReadAsStringAsync();
    }
}
