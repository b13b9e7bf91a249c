using System.Net;
using Drayage.Registries.Faults;
using Drayage.Registries.Hosting;
using Drayage.Testing;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Drayage.Tests.Registries.Hosting;

/// <summary>What the observer of a server is told, and faults between it and the protocols.</summary>
public sealed class RequestLogTests
{
    [Fact]
    public async Task Each_request_is_told_with_its_bytes_both_ways()
    {
        await using var registry = await RegistryFixture.StartAsync();
        using var client = registry.NewClient();
        using var begun = await client.PostAsync("v2/o/i/blobs/uploads/", null);
        using var patch = await client.PatchAsync(begun.Headers.Location, new ByteArrayContent(new byte[12345]));
        var root = await client.GetByteArrayAsync("v2/");

        var served = await AwaitAsync(registry, count: 3);

        Assert.Equal(("POST", "/v2/o/i/blobs/uploads/", 202, 0L), (served[0].Method, served[0].Path, served[0].Status, served[0].BytesReceived));
        Assert.Equal(("PATCH", 202, 12345L), (served[1].Method, served[1].Status, served[1].BytesReceived));
        Assert.Equal(("GET", 200, (long)root.Length), (served[2].Method, served[2].Status, served[2].BytesSent));
    }

    [Fact]
    public async Task A_fault_stands_before_the_protocols_and_is_told()
    {
        await using var registry = await RegistryFixture.StartAsync(options => options with { Faults = [new Unavailable()] });
        using var client = registry.NewClient();

        using var refused = await client.GetAsync("v2/");
        using var passed = await client.GetAsync("v2/_catalog");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.Equal(HttpStatusCode.OK, passed.StatusCode);
        Assert.Equal([503, 200], (await AwaitAsync(registry, count: 2)).Select(request => request.Status));
    }

    [Fact]
    public async Task A_failure_within_is_500_and_told_with_its_cause()
    {
        await using var registry = await RegistryFixture.StartAsync(options => options with { Faults = [new Broken()] });
        using var client = registry.NewClient();

        using var response = await client.GetAsync("v2/");
        var served = await AwaitAsync(registry, count: 1);

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.IsType<InvalidOperationException>(served[0].Failure);
        Assert.Empty(await response.Content.ReadAsStringAsync());
    }

    // The answer reaches the client before its end is told.
    private static async Task<ServedRequest[]> AwaitAsync(RegistryFixture registry, int count)
    {
        for (var attempt = 0; registry.Served.Count < count && attempt < 200; attempt++)
            await Task.Delay(10);
        return [.. registry.Served];
    }

    private sealed class Unavailable : IFault
    {
        public Task InvokeAsync(HttpContext context, RequestDelegate next)
        {
            if (context.Request.Path != "/v2/")
                return next(context);
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return Task.CompletedTask;
        }
    }

    private sealed class Broken : IFault
    {
        public Task InvokeAsync(HttpContext context, RequestDelegate next) => throw new InvalidOperationException("broken on purpose");
    }
}
