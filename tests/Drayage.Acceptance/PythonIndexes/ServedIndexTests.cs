using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Drayage.Model;
using Drayage.Testing;
using Xunit;

namespace Drayage.Acceptance.PythonIndexes;

/// <summary>The index that <c>drayage python-index serve</c> gives over an OCI registry, in the eyes of pip and byte for byte.</summary>
[Collection<ReleasedClient.Users>]
public sealed class ServedIndexTests(ReleasedClient released) : IDisposable
{
    private const string Json = "application/vnd.pypi.simple.v1+json";

    private readonly TemporaryDirectory directory = new();
    private readonly HttpClient client = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pip_installs_and_downloads_wheels_and_sources_of_any_version()
    {
        await using var server = Serve();
        using var pip = await PipClient.StartAsync(await AddressAsync(server));
        await pip.AssertServesAsync();
        Assert.Equal(0, await server.TerminateAsync());
        Assert.Equal("", server.Log);
    }

    [Fact]
    public async Task A_repository_by_itself_is_an_index_too_and_the_first_place_that_has_a_project_serves_it()
    {
        await using var server = Serve("--from", "oci://ghcr.io/nobody/python", "--from", $"oci://{ReleasedClient.Repository}");
        var address = await AddressAsync(server);
        var root = JsonNode.Parse(await GetAsync(address, Json))!;
        Assert.Equal([ReleasedClient.Project], root["projects"]!.AsArray().Select(project => (string)project!["name"]!));
        using var pip = await PipClient.StartAsync(address);
        Assert.EndsWith("tidewater_client-0.5.0-py3-none-any.whl", await pip.DownloadAsync(ReleasedClient.Project), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_used_is_refused_before_anything_is_served()
    {
        var file = directory.Write("file", "");
        string[] serve = ["python-index", "serve", "--from", $"oci://{ReleasedClient.Repository}", "--listen"];

        (await released.Drayage().RunAsync([.. serve, "192.0.2.1:0", "--cache", directory["cache"]])).Refused(1, "cannot listen on 192.0.2.1:0", "address", "--listen");
        (await released.Drayage().RunAsync([.. serve, "127.0.0.1:0", "--cache", file])).Refused(1, $"the cache {file} cannot be written", file, "--cache DIR");
        (await released.Drayage().RunAsync([.. serve, "127.0.0.1:0", "--cache", directory["cache"], "--authfile", directory["absent.json"]]))
            .Refused(2, $"there is no {directory["absent.json"]}", "", "skopeo login --authfile");
    }

    [Fact]
    public async Task Pages_come_in_the_form_that_is_asked_for_and_only_when_they_changed()
    {
        await using var server = Serve();
        var page = new Uri(await AddressAsync(server), $"{ReleasedClient.Project}/");
        using var html = await client.GetAsync(page, Cancellation);
        Assert.Equal("text/html", html.Content.Headers.ContentType!.MediaType);
        using var other = await SendAsync(page, request => request.Headers.Accept.ParseAdd("application/vnd.pypi.simple.v2+json"));
        Assert.Equal(HttpStatusCode.NotAcceptable, other.StatusCode);
        using var unchanged = await SendAsync(page, request => request.Headers.IfNoneMatch.Add(html.Headers.ETag!));
        Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);

        foreach (var spelling in new[] { "Tidewater_Client/", "tidewater.client", ReleasedClient.Project })
        {
            using var redirect = await client.GetAsync(new Uri(page, $"../{spelling}"), Cancellation);
            Assert.Equal((HttpStatusCode.MovedPermanently, page.AbsolutePath), (redirect.StatusCode, redirect.Headers.Location!.ToString()));
        }

        using var missing = await client.GetAsync(new Uri(page, "../numpy/"), Cancellation);
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
    }

    [Fact]
    public async Task Files_have_their_digest_their_metadata_and_their_ranges_and_travel_once()
    {
        await using var server = Serve();
        var page = new Uri(await AddressAsync(server), $"{ReleasedClient.Project}/");
        var wheel = JsonNode.Parse(await GetAsync(page, Json))!["files"]!.AsArray().First(file => ((string)file!["filename"]!).EndsWith("0.4.0-py3-none-any.whl", StringComparison.Ordinal))!;
        var (address, hash) = (new Uri(page, (string)wheel["url"]!), (string)wheel["hashes"]!["sha256"]!);

        using var head = await SendAsync(address, request => (request.Method, request.Headers.Range) = (HttpMethod.Get, new RangeHeaderValue(null, 22)));
        Assert.Equal(HttpStatusCode.PartialContent, head.StatusCode);
        var end = await head.Content.ReadAsByteArrayAsync(Cancellation);
        var bytes = await client.GetByteArrayAsync(address, Cancellation);
        Assert.Equal((hash, (long)wheel["size"]!), (Digest.OfSha256(bytes).Hex, bytes.Length));
        Assert.Equal(bytes[^22..], end);
        var metadata = await client.GetByteArrayAsync(new Uri(address + ".metadata"), Cancellation);
        Assert.Equal((string)wheel["core-metadata"]!["sha256"]!, Digest.OfSha256(metadata).Hex);
        Assert.Contains("Requires-Python: >=3.9", System.Text.Encoding.UTF8.GetString(metadata), StringComparison.Ordinal);

        var before = BlobsRead(hash);
        Assert.Equal(bytes, await client.GetByteArrayAsync(address, Cancellation));
        using var part = await SendAsync(address, request => request.Headers.Range = new RangeHeaderValue(10, 19));
        Assert.Equal(bytes[10..20], await part.Content.ReadAsByteArrayAsync(Cancellation));
        using var beyond = await SendAsync(address, request => request.Headers.Range = new RangeHeaderValue(bytes.Length, null));
        Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, beyond.StatusCode);
        using var known = await SendAsync(address, request => request.Headers.IfNoneMatch.ParseAdd($"\"sha256:{hash}\""));
        Assert.Equal(HttpStatusCode.NotModified, known.StatusCode);
        Assert.Equal(before, BlobsRead(hash));
    }

    [Fact]
    public async Task A_yanked_version_is_passed_over_until_the_yank_is_taken_back()
    {
        var version = $"oci://{ReleasedClient.Repository}:0.5.0";
        await using var server = Serve("--refresh", "0");
        using var pip = await PipClient.StartAsync(await AddressAsync(server));
        (await released.Drayage().RunAsync("python-index", "yank", version, "--reason", "the tides are \"wrong\"")).Ended(0);
        try
        {
            Assert.EndsWith("tidewater_client-0.4.0-py3-none-any.whl", await pip.DownloadAsync(ReleasedClient.Project), StringComparison.Ordinal);
            var asked = (await pip.RunAsync("download", "--no-deps", "--dest", directory["yanked"], $"{ReleasedClient.Project}==0.5.0")).Succeeded();
            Assert.Contains("the tides are \"wrong\"", asked.Error, StringComparison.Ordinal);
        }
        finally
        {
            (await released.Drayage().RunAsync("python-index", "yank", version, "--undo")).Ended(0);
        }

        Assert.EndsWith("tidewater_client-0.5.0-py3-none-any.whl", await pip.DownloadAsync(ReleasedClient.Project), StringComparison.Ordinal);
    }

    public void Dispose()
    {
        client.Dispose();
        directory.Dispose();
    }

    private RunningDrayage Serve(params string[] arguments) => released.Drayage().Start(
        ["python-index", "serve", "--listen", "127.0.0.1:0", "--cache", directory["cache"], .. arguments, .. arguments.Contains("--from") ? Array.Empty<string>() : ["--from", "oci://ghcr.io/tidewater/python"]]);

    private static async Task<Uri> AddressAsync(RunningDrayage server) => new(await server.SaysAsync("serving "));

    private int BlobsRead(string hash) => released.Registry.Served.Count(request => request.Method == "GET" && request.Path.EndsWith(hash, StringComparison.Ordinal));

    private async Task<string> GetAsync(Uri address, string accept)
    {
        using var reply = await SendAsync(address, request => request.Headers.Accept.ParseAdd(accept));
        Assert.Equal(accept, reply.EnsureSuccessStatusCode().Content.Headers.ContentType!.ToString());
        return await reply.Content.ReadAsStringAsync(Cancellation);
    }

    private async Task<HttpResponseMessage> SendAsync(Uri address, Action<HttpRequestMessage> change)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        change(request);
        return await client.SendAsync(request, Cancellation);
    }
}
