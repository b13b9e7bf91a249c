using System.Diagnostics;
using Drayage.Model;
using Drayage.Oci.Copying;
using Drayage.Oci.Distribution;
using Drayage.Oci.Documents;
using Drayage.Oci.Layouts;
using Drayage.Oci.References;
using Drayage.Testing;
using Drayage.Tests.Oci.Copying;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Drayage.Tests.Oci.Distribution;

/// <summary>Faults between us and a registry: each ends in success or in a clear error, never in a wrong image.</summary>
public sealed class TransferFaultTests(RegistryFixture fixture) : IClassFixture<RegistryFixture>, IDisposable
{
    private const int Size = 3_000_000;

    /// <summary>What sockets and pipes hold between us and the registry is lost with a connection that is reset.</summary>
    private const int InFlight = 1_200_000;

    private readonly TemporaryDirectory directory = new();

    private static CancellationToken None => TestContext.Current.CancellationToken;

    public void Dispose() => directory.Dispose();

    [Theory]
    [InlineData("PUT", long.MaxValue)]
    [InlineData("PATCH", 1)]
    public async Task A_connection_reset_in_the_middle_of_a_blob_costs_no_byte_twice(string method, long streamFrom)
    {
        var repository = $"reset/{method.ToLowerInvariant()}";
        await using var proxy = await FaultProxy.StartAsync(fixture.Authority, FaultProxy.First(1, request => IsLarge(request, method), new Fault.Cut(Size * 3 / 4)));
        await PushAsync(proxy, repository, options: Registries.QuickUploads with { StreamFrom = streamFrom });
        Assert.InRange(proxy.BytesReceived, Size, Size + InFlight);
    }

    [Fact]
    public async Task Ten_cuts_cost_no_more_than_what_was_under_way()
    {
        const int size = 40_000_000;
        await using var proxy = await FaultProxy.StartAsync(fixture.Authority, FaultProxy.First(10, request => IsLarge(request, "PATCH"), new Fault.Cut(3_000_000)));
        await PushAsync(proxy, "reset/ten", options: Registries.QuickUploads, size);
        Assert.InRange(proxy.BytesReceived, size, size + (10 * InFlight));
    }

    [Fact]
    public async Task A_process_that_was_ended_leaves_a_note_for_the_next()
    {
        var layout = await OciLayout.CreateAsync(directory["layout"], None);
        var image = await RawImages.WriteAsync(layout, 1, Size);
        var options = Registries.QuickUploads with { StreamFrom = 1_000_000, Notes = new UploadNotes(directory["notes"]) };
        using var killed = CancellationTokenSource.CreateLinkedTokenSource(None);
        // The cut is the end of the process as the registry sees it; ours must not go on by itself.
        await using var proxy = await FaultProxy.StartAsync(fixture.Authority, FaultProxy.First(1, request => IsLarge(request, "PATCH"), new Fault.Cut(Size / 2)));
        var first = Client(proxy, options with { FirstPause = TimeSpan.FromMinutes(1) }).Repository("notes/a");
        var running = ImageCopy.RunAsync(layout, image.Descriptor, new RepositoryTarget(first), new CopyOptions(), killed.Token);
        // The registry keeps what came before the cut once it has noticed it.
        while (!fixture.Served.Any(request => request.Method == "PATCH" && request.Path.StartsWith("/v2/notes/a/", StringComparison.Ordinal)))
            await Task.Delay(20, None);
        await killed.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        var note = File.ReadAllText(Assert.Single(Directory.GetFiles(directory["notes"])));
        Assert.Contains("/v2/notes/a/blobs/uploads/", note, StringComparison.Ordinal);
        Assert.DoesNotContain(RegistryFixture.Token, note, StringComparison.Ordinal);

        await ImageCopy.RunAsync(layout, image.Descriptor, new RepositoryTarget(Client(proxy, options).Repository("notes/a")), new CopyOptions(), None);
        Assert.InRange(proxy.BytesReceived, Size, Size + InFlight);
        Assert.Empty(Directory.GetFiles(directory["notes"]));
        await AssertSoundAsync("notes/a", image);
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("PATCH")]
    [InlineData("HEAD")]
    public async Task What_is_asked_to_wait_waits_and_succeeds(string method)
    {
        await using var proxy = await FaultProxy.StartAsync(
            fixture.Authority, FaultProxy.First(1, request => request.Method == method && !IsToken(request), new Fault.Answer(429, "", ("Retry-After", "1"))));
        var began = Stopwatch.GetTimestamp();
        await PushAsync(proxy, $"wait/{method.ToLowerInvariant()}", options: Registries.QuickUploads with { StreamFrom = 1_000_000 });
        Assert.True(Stopwatch.GetElapsedTime(began) >= TimeSpan.FromSeconds(0.95));
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("PATCH")]
    [InlineData("GET")]
    [InlineData("HEAD")]
    public async Task An_error_of_the_server_that_passes_is_survived(string method)
    {
        await using var proxy = await FaultProxy.StartAsync(
            fixture.Authority, FaultProxy.First(2, request => request.Method == method && !IsToken(request), new Fault.Answer(500)));
        await PushAsync(proxy, $"error/{method.ToLowerInvariant()}", options: Registries.QuickUploads with { StreamFrom = 1_000_000 });
    }

    [Theory]
    [InlineData("/manifests/", 100)]
    [InlineData("/blobs/", 1_000_000)]
    public async Task A_truncated_answer_is_read_on(string path, long after)
    {
        var image = await PushAsync(null, "truncated");
        await using var proxy = await FaultProxy.StartAsync(
            fixture.Authority, FaultProxy.First(2, request => request.Method == "GET" && request.Path.Value!.Contains(path, StringComparison.Ordinal), new Fault.Truncate(after)));
        var copy = await OciLayout.CreateAsync(directory["copy"], None);
        await ImageCopy.RunAsync(Client(proxy).Repository("truncated"), image.Descriptor, new LayoutTarget(copy), new CopyOptions(), None);
        Assert.All(image.Blobs, blob => Assert.Equal(blob.Size, new FileInfo(copy.PathOf(blob.Digest)).Length));
        Assert.Equal(image.Digest, (await copy.ReadManifestAsync(image.Descriptor, None)).Digest);
    }

    [Fact]
    public async Task A_blob_that_is_spoilt_on_its_way_up_is_refused_by_its_digest_and_leaves_no_image()
    {
        await using var proxy = await FaultProxy.StartAsync(fixture.Authority, request => IsLarge(request, "PUT") ? new Fault.Spoil(Answers: false) : null);
        var failure = await Assert.ThrowsAsync<RegistryException>(() => PushAsync(proxy, "spoilt/up"));
        Assert.Contains("DIGEST_INVALID", failure.Message, StringComparison.Ordinal);
        Assert.Contains("changed on their way", failure.Message, StringComparison.Ordinal);
        Assert.Null(await Client(null).Repository("spoilt/up").ResolveAsync("1.0", None));
    }

    [Fact]
    public async Task A_source_that_is_spoilt_is_told_by_both_digests()
    {
        var layout = await OciLayout.CreateAsync(directory["layout"], None);
        var image = await RawImages.WriteAsync(layout, 1, Size);
        var layer = image.Manifest.Layers[0];
        var bytes = await File.ReadAllBytesAsync(layout.PathOf(layer.Digest), None);
        bytes[1234] ^= 1;
        await File.WriteAllBytesAsync(layout.PathOf(layer.Digest), bytes, None);
        var failure = await Assert.ThrowsAsync<ReleaseException>(() => ImageCopy.RunAsync(
            layout, image.Descriptor, new RepositoryTarget(Client(null).Repository("spoilt/source"), tag: TagName.Parse("1.0")), new CopyOptions(), None));
        Assert.Contains(layer.Digest.ToString(), failure.Message, StringComparison.Ordinal);
        Assert.Contains(Digest.OfSha256(bytes).ToString(), failure.Because, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_blob_that_is_spoilt_on_its_way_down_is_not_stored()
    {
        var image = await PushAsync(null, "spoilt/down");
        await using var proxy = await FaultProxy.StartAsync(
            fixture.Authority, request => request.Method == "GET" && request.Path.Value!.Contains("/blobs/", StringComparison.Ordinal) ? new Fault.Spoil(Answers: true) : null);
        var copy = await OciLayout.CreateAsync(directory["copy"], None);
        await Assert.ThrowsAsync<ReleaseException>(() => ImageCopy.RunAsync(
            Client(proxy).Repository("spoilt/down"), image.Descriptor, new LayoutTarget(copy), new CopyOptions(), None));
        Assert.False(copy.HasBlob(image.Manifest.Layers[0].Digest));
        Assert.False(copy.HasBlob(image.Digest));
    }

    [Fact]
    public async Task A_peer_that_sends_a_byte_now_and_then_is_given_up()
    {
        var image = await PushAsync(null, "slow");
        await using var proxy = await FaultProxy.StartAsync(
            fixture.Authority, request => request.Method == "GET" && !IsToken(request) ? new Fault.Trickle(TimeSpan.FromMilliseconds(30)) : null);
        var repository = Client(proxy, Registries.QuickUploads with { Stall = TimeSpan.FromMilliseconds(200) }).Repository("slow");
        var failure = await Assert.ThrowsAsync<RegistryException>(() => repository.FindManifestAsync("1.0", None)).WaitAsync(TimeSpan.FromSeconds(20), None);
        Assert.Contains("bytes arrived in", failure.Message, StringComparison.Ordinal);
        await using var stream = await repository.OpenBlobAsync(image.Manifest.Layers[0], 0, None);
        failure = await Assert.ThrowsAsync<RegistryException>(() => stream.CopyToAsync(Stream.Null, None)).WaitAsync(TimeSpan.FromSeconds(20), None);
        Assert.Contains("cut off after", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PATCH", 1)]
    [InlineData("PUT", long.MaxValue)]
    public async Task A_registry_that_loses_the_session_gets_a_new_upload(string method, long streamFrom)
    {
        var lost = new Fault.Answer(404, """{"errors":[{"code":"BLOB_UPLOAD_UNKNOWN","message":"gone"}]}""", ("Content-Type", "application/json"));
        await using var proxy = await FaultProxy.StartAsync(fixture.Authority, FaultProxy.First(1, request => IsLarge(request, method), lost));
        await PushAsync(proxy, $"lost/{method.ToLowerInvariant()}", options: Registries.QuickUploads with { StreamFrom = streamFrom });
    }

    [Theory]
    [InlineData(416)]
    [InlineData(413)]
    public async Task A_registry_that_takes_only_short_chunks_gets_short_chunks(int status)
    {
        await using var proxy = await FaultProxy.StartAsync(
            fixture.Authority, request => request.ContentLength > 1_000_000 ? new Fault.Answer(status) : null);
        await PushAsync(proxy, $"short/{status}", options: Registries.QuickUploads with { StreamFrom = 1, ChunkSize = 1_000_000 });
    }

    private static bool IsLarge(HttpRequest request, string method) => request.Method == method && request.ContentLength > 100_000;

    private static bool IsToken(HttpRequest request) => request.Path.Value!.StartsWith("/token", StringComparison.Ordinal);

    private RegistryClient Client(FaultProxy? proxy, UploadOptions? options = null) =>
        Registries.Client(proxy?.Authority ?? fixture.Authority, RegistryFixture.Token, uploads: options);

    /// <summary>Pushes an image of one large layer and sees to it that the registry has it as it is.</summary>
    private async Task<ManifestDocument.Image> PushAsync(FaultProxy? proxy, string repository, UploadOptions? options = null, int size = Size)
    {
        var layout = await OciLayout.CreateAsync(directory["layout"], None);
        var image = await RawImages.WriteAsync(layout, 1, size);
        var target = new RepositoryTarget(Client(proxy, options).Repository(repository), tag: TagName.Parse("1.0")) { Relatives = [TagName.Latest] };
        await ImageCopy.RunAsync(layout, image.Descriptor, target, new CopyOptions(), None);
        await AssertSoundAsync(repository, image);
        return image;
    }

    private async Task AssertSoundAsync(string repository, ManifestDocument.Image image)
    {
        var reader = Client(null).Repository(repository);
        Assert.NotNull(await reader.FindManifestAsync(image.Digest.ToString(), None));
        foreach (var blob in image.Blobs)
        {
            await using var stream = await reader.OpenBlobAsync(blob, 0, None);
            await stream.CopyToAsync(Stream.Null, None);
        }
    }
}
