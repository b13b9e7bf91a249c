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
        var clock = new ManualClock();
        await using var registry = await RegistryFixture.StartAsync(options => options with { Clock = clock, Oci = new OciLimits { RequestsPerSecond = 5 } });
        using var client = registry.NewClient();
        for (var number = 0; number < 10; number++)
        {
            using var within = await client.GetAsync("v2/");
            Assert.Equal(HttpStatusCode.OK, within.StatusCode);
        }

        using var above = await client.GetAsync("v2/");
        clock.Advance(above.Headers.RetryAfter?.Delta ?? TimeSpan.Zero);
        using var later = await client.GetAsync("v2/");

        Assert.Equal((HttpStatusCode.TooManyRequests, TimeSpan.FromSeconds(1)), (above.StatusCode, above.Headers.RetryAfter?.Delta));
        Assert.Equal(HttpStatusCode.OK, later.StatusCode);
    }

    private static Task<RegistryFixture> StartAsync(OciLimits limits) =>
        RegistryFixture.StartAsync(options => options with { Oci = limits });
}
