using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Drayage.Model;
using Drayage.Registries.Access;
using Drayage.Registries.Hosting;
using Drayage.Testing;
using Drayage.Tests.Registries.Python;
using Xunit;

namespace Drayage.Tests.Registries.Hosting;

/// <summary>Content outlives the server, and a torn upload leaves nothing that looks whole.</summary>
public sealed class DurabilityTests : IAsyncLifetime
{
    private readonly TemporaryDirectory work = new();
    private readonly RegistryFixture registry = new();

    public ValueTask InitializeAsync() => registry.InitializeAsync();

    [Fact]
    public async Task A_blob_upload_goes_on_after_a_restart()
    {
        var content = new byte[200_000];
        Random.Shared.NextBytes(content);
        using var before = registry.NewClient();
        using var begun = await before.PostAsync("v2/o/i/blobs/uploads/", null);
        using var first = await before.PatchAsync(begun.Headers.Location, new ByteArrayContent(content[..120_000]));

        await registry.RestartAsync();
        using var after = registry.NewClient();
        using var status = await after.GetAsync(first.Headers.Location);
        using var rest = await after.PatchAsync(first.Headers.Location, new ByteArrayContent(content[120_000..]));
        using var done = await after.PutAsync($"{rest.Headers.Location}?digest={Digest.OfSha256(content)}", null);

        Assert.Equal("0-119999", status.Headers.GetValues("Range").Single());
        Assert.Equal(HttpStatusCode.Created, done.StatusCode);
        Assert.Equal(content, await after.GetByteArrayAsync(done.Headers.Location));
    }

    [Fact]
    public async Task An_upload_is_given_up_after_a_week()
    {
        var clock = new ManualClock();
        await using var aging = await RegistryFixture.StartAsync(options => options with { Clock = clock });
        using var client = aging.NewClient();
        using var old = await client.PostAsync("v2/o/i/blobs/uploads/", null);
        clock.Advance(TimeSpan.FromDays(5));
        using var young = await client.PostAsync("v2/o/i/blobs/uploads/", null);
        clock.Advance(TimeSpan.FromDays(3));

        await aging.RestartAsync();
        using var after = aging.NewClient();
        using var gone = await after.GetAsync(old.Headers.Location);
        using var kept = await after.GetAsync(young.Headers.Location);

        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, kept.StatusCode);
    }

    [Fact]
    public async Task A_second_server_is_kept_off_the_directory_and_off_the_port()
    {
        using var other = new TemporaryDirectory();
        var options = new RegistryServerOptions { DataDirectory = registry.DataDirectory, Tokens = new RegistryTokens { Write = "x" } };

        var directory = await Assert.ThrowsAsync<ReleaseException>(() => RegistryServer.StartAsync(options, CancellationToken.None));
        var port = await Assert.ThrowsAsync<ReleaseException>(() => RegistryServer.StartAsync(options with { DataDirectory = other.Path, Port = registry.Address.Port }, CancellationToken.None));
        await registry.RestartAsync();

        Assert.Contains(registry.DataDirectory, directory.Message, StringComparison.Ordinal);
        Assert.Contains("another program listens on 127.0.0.1:", port.Because, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_broken_connection_delivered_stays_and_the_upload_goes_on()
    {
        var content = new byte[100_000];
        Random.Shared.NextBytes(content);
        using var client = registry.NewClient();
        using var begun = await client.PostAsync("v2/o/i/blobs/uploads/", null);
        var location = begun.Headers.Location!;

        await SendTornAsync($"PATCH {location} HTTP/1.1\r\nHost: x\r\n{Authorization}Content-Length: {content.Length}\r\n\r\n", content[..60_000], beforeTheEnd: () => OffsetAsync(client, location, expected: 60_000));
        var offset = await OffsetAsync(client, location, expected: 60_000);
        using var rest = await client.PatchAsync(location, new ByteArrayContent(content[offset..]));
        using var done = await client.PutAsync($"{location}?digest={Digest.OfSha256(content)}", null);

        Assert.Equal(60_000, offset);
        Assert.Equal(HttpStatusCode.Created, done.StatusCode);
    }

    [Fact]
    public async Task Packages_and_releases_are_there_after_a_restart()
    {
        using var before = registry.NewClient();
        var wheel = SampleDistribution.Wheel(work, "kept", "1.0");
        using var uploaded = await UploadForms.PostAsync(before, wheel, "kept", "1.0");
        using var released = await before.PostAsync("api/v3/repos/o/r/releases", new StringContent("""{"tag_name":"v1"}"""));

        await registry.RestartAsync();
        using var after = registry.NewClient(authenticated: false);

        Assert.Equal(HttpStatusCode.OK, uploaded.StatusCode);
        Assert.Equal(HttpStatusCode.Created, released.StatusCode);
        Assert.Equal(await File.ReadAllBytesAsync(wheel), await after.GetByteArrayAsync($"python/main/files/kept/{Path.GetFileName(wheel)}"));
        Assert.Contains("\"tag_name\":\"v1\"", await after.GetStringAsync("api/v3/repos/o/r/releases/latest"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_torn_asset_upload_leaves_a_starter_in_the_way()
    {
        const string Assets = "api/v3/repos/o/r/releases/1/assets";
        using var client = registry.NewClient();
        using var released = await client.PostAsync("api/v3/repos/o/r/releases", new StringContent("""{"tag_name":"v1","draft":true}"""));

        await SendTornAsync($"POST /api/uploads/repos/o/r/releases/1/assets?name=a.bin HTTP/1.1\r\nHost: x\r\n{Authorization}Content-Type: a/b\r\nContent-Length: 1000\r\n\r\n", new byte[500], beforeTheEnd: () => AwaitAsync(client, Assets, "starter"));
        var assets = await client.GetStringAsync(Assets);
        using var content = new ByteArrayContent(new byte[1000]);
        content.Headers.ContentType = new MediaTypeHeaderValue("a/b");
        using var again = await client.PostAsync("api/uploads/repos/o/r/releases/1/assets?name=a.bin", content);

        Assert.Contains("\"size\":0", assets, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, again.StatusCode);
    }

    [Fact]
    public async Task A_torn_package_upload_leaves_nothing()
    {
        using var client = registry.NewClient();
        await SendTornAsync(
            $"POST /python/main/legacy/ HTTP/1.1\r\nHost: x\r\n{Authorization}Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 100000\r\n\r\n",
            Encoding.ASCII.GetBytes("--b\r\nContent-Disposition: form-data; name=\"content\"; filename=\"kept-1.0.tar.gz\"\r\n\r\nxxxxxxxxxxxx"));

        for (var attempt = 0; attempt < 100 && Directory.GetFiles(Path.Combine(registry.DataDirectory, "staging")).Length > 0; attempt++)
            await Task.Delay(20);

        Assert.Empty(Directory.GetFiles(Path.Combine(registry.DataDirectory, "staging")));
        Assert.DoesNotContain("kept", await client.GetStringAsync("python/main/simple/"), StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        await registry.DisposeAsync();
        work.Dispose();
    }

    private static string Authorization => $"Authorization: Basic {RegistryFixture.BasicCredentials("robot", RegistryFixture.Token)}\r\n";

    /// <summary>Sends the head of a request and a part of its body, and drops the connection.</summary>
    private async Task SendTornAsync(string head, byte[] body, Func<Task>? beforeTheEnd = null)
    {
        using var connection = new TcpClient();
        await connection.ConnectAsync(registry.Address.Host, registry.Address.Port);
        var stream = connection.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head));
        await stream.WriteAsync(body);
        if (beforeTheEnd is not null)
            await beforeTheEnd();
        connection.Client.Shutdown(SocketShutdown.Send);
        // Whether the server closes or resets is its own affair; that it has noticed is what counts.
        await Record.ExceptionAsync(() => stream.ReadAsync(new byte[1000]).AsTask());
    }

    private static async Task<int> OffsetAsync(HttpClient client, Uri location, int expected)
    {
        for (var attempt = 0; ; attempt++)
        {
            using var status = await client.GetAsync(location);
            var offset = int.Parse(status.Headers.GetValues("Range").Single().Split('-')[1]) + 1;
            if (offset == expected || attempt == 100)
                return offset;
            await Task.Delay(20);
        }
    }

    private static async Task<string> AwaitAsync(HttpClient client, string address, string text)
    {
        for (var attempt = 0; ; attempt++)
        {
            var body = await client.GetStringAsync(address);
            if (body.Contains(text, StringComparison.Ordinal) || attempt == 100)
                return body;
            await Task.Delay(20);
        }
    }
}
