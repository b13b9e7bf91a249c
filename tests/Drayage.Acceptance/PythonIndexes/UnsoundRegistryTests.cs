using System.Net;
using System.Text.Json.Nodes;
using Drayage.Testing;
using Xunit;

namespace Drayage.Acceptance.PythonIndexes;

/// <summary>The served index over a registry of somebody else's, one that is away, and one whose bytes are not what they were.</summary>
[Collection<ReleasedClient.Users>]
public sealed class UnsoundRegistryTests(ReleasedClient released) : IDisposable
{
    private readonly TemporaryDirectory directory = new();
    private readonly HttpClient client = new(new SocketsHttpHandler { UseProxy = false });

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_seen_is_served_while_the_registry_is_away_and_the_rest_is_refused_with_the_reason()
    {
        var registry = await DockerRegistry.StartAsync();
        var drayage = new BuiltDrayage(directory.Path);
        await using var server = drayage.Start(
            "python-index", "serve", "--listen", "127.0.0.1:0", "--cache", directory["cache"], "--refresh", "0", "--from", $"oci://{registry.Authority}/python");
        var address = new Uri(await server.SaysAsync("serving "));
        using var pip = await PipClient.StartAsync(address);
        await using (registry)
        {
            (await drayage.RunAsync("image", "copy", $"{released.Registry.Authority}/{ReleasedClient.Repository}:0.4.0", $"{registry.Authority}/python/{ReleasedClient.Project}:0.4.0")).Ended(0);
            Assert.EndsWith("tidewater_client-0.4.0-py3-none-any.whl", await pip.DownloadAsync(ReleasedClient.Project), StringComparison.Ordinal);
        }

        Assert.EndsWith("tidewater_client-0.4.0-py3-none-any.whl", await pip.DownloadAsync(ReleasedClient.Project), StringComparison.Ordinal);
        Assert.Contains("cannot be read, and is served as it was", server.Log, StringComparison.Ordinal);
        using var other = await client.GetAsync(new Uri(address, "other/"), Cancellation);
        Assert.Equal(HttpStatusCode.BadGateway, other.StatusCode);
        var told = await other.Content.ReadAsStringAsync(Cancellation);
        Assert.Contains("because: ", told, StringComparison.Ordinal);
        Assert.Contains("nothing listens there", told, StringComparison.Ordinal);
        Assert.Contains("hint: ", told, StringComparison.Ordinal);
        Assert.Equal(0, await server.TerminateAsync());
    }

    [Fact]
    public async Task A_place_that_is_closed_later_does_not_leave_its_projects_to_the_next_place()
    {
        var isClosed = false;
        await using var proxy = await FaultProxy.StartAsync(
            released.Registry.Authority, request => Volatile.Read(ref isClosed) && request.Path.StartsWithSegments("/v2") ? new Fault.Answer(403, """{"errors":[{"code":"DENIED"}]}""") : null);
        await using var next = await DockerRegistry.StartAsync();
        var drayage = new BuiltDrayage(directory.Path);
        (await drayage.RunAsync("image", "copy", $"{released.Registry.Authority}/{ReleasedClient.Repository}:0.5.0", $"{next.Authority}/python/{ReleasedClient.Project}:0.5.0")).Ended(0);
        await using var server = drayage.Start(
            "python-index", "serve", "--listen", "127.0.0.1:0", "--cache", directory["cache"], "--refresh", "0",
            "--from", $"oci://{proxy.Authority}/ghcr.io/tidewater/python", "--from", $"oci://{next.Authority}/python");
        var page = new Uri(new Uri(await server.SaysAsync("serving ")), $"{ReleasedClient.Project}/");
        var before = await client.GetStringAsync(page, Cancellation);
        Assert.Contains("0.6.0rc1", before, StringComparison.Ordinal);

        Volatile.Write(ref isClosed, true);

        Assert.Equal(before, await client.GetStringAsync(page, Cancellation));
        await server.LogsAsync("is served as it was");
    }

    [Fact]
    public async Task A_file_with_other_bytes_never_arrives_whole_and_is_not_kept()
    {
        await using var server = released.Drayage().Start("python-index", "serve", "--listen", "127.0.0.1:0", "--cache", directory["cache"], "--from", "oci://ghcr.io/tidewater/python");
        var page = new Uri(new Uri(await server.SaysAsync("serving ")), $"{ReleasedClient.Project}/");
        using var request = new HttpRequestMessage(HttpMethod.Get, page);
        request.Headers.Accept.ParseAdd("application/vnd.pypi.simple.v1+json");
        using var reply = await client.SendAsync(request, Cancellation);
        var file = JsonNode.Parse(await reply.Content.ReadAsStringAsync(Cancellation))!["files"]!.AsArray()[^1]!;
        var (hash, address) = ((string)file["hashes"]!["sha256"]!, new Uri(page, (string)file["url"]!));

        var blob = Assert.Single(Directory.GetFiles(Path.Combine(released.Registry.DataDirectory, "blobs"), $"*{hash}*", SearchOption.AllDirectories));
        var right = await File.ReadAllBytesAsync(blob, Cancellation);
        var wrong = right.ToArray();
        wrong[^1] ^= 1;
        await File.WriteAllBytesAsync(blob, wrong, Cancellation);
        try
        {
            await Assert.ThrowsAsync<HttpRequestException>(() => client.GetByteArrayAsync(address, Cancellation));
            await server.LogsAsync("is not what its digest says");
            Assert.Empty(Directory.GetFiles(directory["cache"], hash, SearchOption.AllDirectories));
        }
        finally
        {
            await File.WriteAllBytesAsync(blob, right, Cancellation);
        }

        Assert.Equal(right, await client.GetByteArrayAsync(address, Cancellation));
        Assert.Single(Directory.GetFiles(directory["cache"], hash, SearchOption.AllDirectories));
    }

    [Theory]
    [InlineData("ghcr.io/tidewater/python", "does not begin with oci://")]
    [InlineData("oci://ghcr.io", "names no repository and no namespace")]
    [InlineData("oci://ghcr.io/tidewater/python:1.0", "names one version")]
    [InlineData("oci://ghcr.io/Tidewater/python", "'ghcr.io/tidewater/python' would be valid")]
    public async Task Places_that_are_none_are_refused(string place, string because)
    {
        var outcome = (await new BuiltDrayage(directory.Path).RunAsync("python-index", "serve", "--from", place)).Ended(2);
        Assert.Contains(because, outcome.Error, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        client.Dispose();
        directory.Dispose();
    }
}
