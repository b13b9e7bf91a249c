using System.Net;
using System.Net.Http.Headers;
using Drayage.Registries.Oci;
using Drayage.Testing;
using Xunit;

namespace Drayage.Tests.Registries.Oci;

/// <summary>What asks for too much is refused with a status that says so.</summary>
public sealed class OciLimitTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_manifest_above_the_limit_is_413(bool announced)
    {
        await using var registry = await StartAsync(new OciLimits { ManifestBytes = 5000 });
        using var client = registry.NewClient();
        using var content = new ByteArrayContent(new byte[6000]);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse("application/vnd.oci.image.manifest.v1+json");
        using var request = new HttpRequestMessage(HttpMethod.Put, "v2/o/i/manifests/large") { Content = content };
        request.Headers.TransferEncodingChunked = !announced;

        using var response = await client.SendAsync(request);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Contains("SIZE_INVALID", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_upload_above_the_limit_is_429_until_one_has_ended()
    {
        await using var registry = await StartAsync(new OciLimits { OpenUploads = 2 });
        using var client = registry.NewClient();
        using var first = await client.PostAsync("v2/o/i/blobs/uploads/", null);
        using var second = await client.PostAsync("v2/o/i/blobs/uploads/", null);
        using var third = await client.PostAsync("v2/o/i/blobs/uploads/", null);
        using var cancelled = await client.DeleteAsync(first.Headers.Location);
        using var fourth = await client.PostAsync("v2/o/i/blobs/uploads/", null);

        Assert.Equal((HttpStatusCode.TooManyRequests, HttpStatusCode.Accepted), (third.StatusCode, fourth.StatusCode));
        Assert.True(third.Headers.RetryAfter?.Delta > TimeSpan.Zero);
        Assert.Contains("TOOMANYREQUESTS", await third.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_above_the_rate_is_429_and_told_when_to_come_back()
    {
        await using var registry = await StartAsync(new OciLimits { RequestsPerSecond = 5 });
        using var client = registry.NewClient();
        var statuses = new List<HttpStatusCode>();
        TimeSpan? delay = null;
        for (var number = 0; number < 30; number++)
        {
            using var response = await client.GetAsync("v2/");
            statuses.Add(response.StatusCode);
            delay ??= response.Headers.RetryAfter?.Delta;
        }
        await Task.Delay(delay!.Value + TimeSpan.FromSeconds(0.2));
        using var later = await client.GetAsync("v2/");

        Assert.All(statuses.Take(10), status => Assert.Equal(HttpStatusCode.OK, status));
        Assert.Contains(HttpStatusCode.TooManyRequests, statuses);
        Assert.Equal(HttpStatusCode.OK, later.StatusCode);
    }

    private static Task<RegistryFixture> StartAsync(OciLimits limits) =>
        RegistryFixture.StartAsync(options => options with { Oci = limits });
}
