using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Drayage.Model;
using Drayage.Testing;
using Drayage.Tests.Registries.Python;
using Xunit;

namespace Drayage.Tests.Registries.Oci;

/// <summary>Collection deletes what nothing needs, and nothing else, whatever is pushed meanwhile.</summary>
public sealed class CollectionTests : IAsyncLifetime
{
    private const string ManifestType = "application/vnd.oci.image.manifest.v1+json";

    private readonly TemporaryDirectory work = new();
    private readonly ManualClock clock = new();
    private RegistryFixture registry = null!;
    private HttpClient client = null!;

    public async ValueTask InitializeAsync()
    {
        registry = await RegistryFixture.StartAsync(options => options with { Clock = clock });
        client = registry.NewClient();
    }

    [Fact]
    public async Task What_no_manifest_refers_to_goes_and_all_else_stays()
    {
        var needed = await PushBlobAsync("a/one", NewContent());
        await PushManifestAsync("a/one", "kept", needed);
        var stray = await PushBlobAsync("a/one", NewContent());
        var wheel = SampleDistribution.Wheel(work, "kept", "1.0");
        using var uploaded = await UploadForms.PostAsync(client, wheel, "kept", "1.0");
        using var released = await client.PostAsync("api/v3/repos/o/r/releases", new StringContent("""{"tag_name":"v1"}"""));
        using var asset = new ByteArrayContent(NewContent()) { Headers = { ContentType = new MediaTypeHeaderValue("a/b") } };
        using var attached = await client.PostAsync("api/uploads/repos/o/r/releases/1/assets?name=a.bin", asset);

        clock.Advance(TimeSpan.FromHours(2));
        var collected = await registry.Server.CollectAsync(TimeSpan.FromHours(1), CancellationToken.None);

        Assert.Equal((1, 1000L), (collected.Swept, collected.Bytes));
        Assert.Equal(HttpStatusCode.NotFound, await HeadAsync("a/one", stray));
        Assert.Equal(HttpStatusCode.OK, await HeadAsync("a/one", needed));
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("v2/a/one/manifests/kept")).StatusCode);
        Assert.Equal(await File.ReadAllBytesAsync(wheel), await client.GetByteArrayAsync($"python/main/files/kept/{Path.GetFileName(wheel)}"));
        Assert.Equal(1000, (await client.GetByteArrayAsync("o/r/releases/download/v1/a.bin")).Length);
    }

    [Fact]
    public async Task What_a_deleted_manifest_alone_referred_to_goes_unless_another_repository_needs_it()
    {
        var shared = await PushBlobAsync("a/one", NewContent());
        var own = await PushBlobAsync("a/one", NewContent());
        var manifest = await PushManifestAsync("a/one", "gone", shared, own);
        using var mounted = await client.PostAsync($"v2/b/two/blobs/uploads/?mount={shared}&from=a/one", null);
        await PushManifestAsync("b/two", "kept", shared);
        using var deleted = await client.DeleteAsync($"v2/a/one/manifests/{manifest}");

        clock.Advance(TimeSpan.FromHours(2));
        var collected = await registry.Server.CollectAsync(TimeSpan.FromHours(1), CancellationToken.None);

        Assert.Equal(2, collected.Swept);
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (await HeadAsync("a/one", own), await HeadAsync("a/one", shared)));
        Assert.Equal(HttpStatusCode.OK, await HeadAsync("b/two", shared));
    }

    [Fact]
    public async Task A_blob_that_came_or_was_asked_for_within_the_grace_is_kept()
    {
        var asked = await PushBlobAsync("a/one", NewContent());
        clock.Advance(TimeSpan.FromMinutes(50));
        var fresh = await PushBlobAsync("a/one", NewContent());
        await HeadAsync("a/one", asked);
        clock.Advance(TimeSpan.FromMinutes(50));

        await registry.Server.CollectAsync(TimeSpan.FromHours(1), CancellationToken.None);
        await PushManifestAsync("a/one", "late", asked, fresh);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (await HeadAsync("a/one", asked), await HeadAsync("a/one", fresh)));
    }

    [Fact]
    public async Task A_manifest_that_refers_to_what_was_collected_is_refused_until_it_is_pushed_again()
    {
        var content = NewContent();
        var blob = await PushBlobAsync("a/one", content);
        clock.Advance(TimeSpan.FromHours(2));
        await registry.Server.CollectAsync(TimeSpan.FromHours(1), CancellationToken.None);

        var refused = await PutManifestAsync("a/one", "late", blob);
        await PushBlobAsync("a/one", content);
        var accepted = await PutManifestAsync("a/one", "late", blob);

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.Created), (refused, accepted));
        Assert.Equal(content, await client.GetByteArrayAsync($"v2/a/one/blobs/{blob}"));
    }

    [Fact]
    public async Task An_upload_under_way_is_kept()
    {
        var content = NewContent();
        using var begun = await client.PostAsync("v2/a/one/blobs/uploads/", null);
        using var patched = await client.PatchAsync(begun.Headers.Location, new ByteArrayContent(content));
        clock.Advance(TimeSpan.FromHours(2));

        await registry.Server.CollectAsync(TimeSpan.Zero, CancellationToken.None);
        using var done = await client.PutAsync($"{begun.Headers.Location}?digest={Digest.OfSha256(content)}", null);

        Assert.Equal(HttpStatusCode.Created, done.StatusCode);
    }

    [Fact]
    public async Task An_upload_for_which_nothing_came_for_a_week_is_given_up()
    {
        using var silent = await client.PostAsync("v2/a/one/blobs/uploads/", null);
        using var slow = await client.PostAsync("v2/a/one/blobs/uploads/", null);
        clock.Advance(TimeSpan.FromDays(5));
        using var patched = await client.PatchAsync(slow.Headers.Location, new ByteArrayContent(NewContent()));
        clock.Advance(TimeSpan.FromDays(3));

        await registry.Server.CollectAsync(TimeSpan.FromHours(1), CancellationToken.None);

        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(silent.Headers.Location)).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await client.GetAsync(slow.Headers.Location)).StatusCode);
        Assert.Single(Directory.GetDirectories(Path.Combine(registry.DataDirectory, "oci", "uploads")));
    }

    [Fact]
    public async Task Pushes_beside_endless_collections_end_whole_or_are_refused()
    {
        // Without any grace, and with blobs that all pushers share, so that every step of a push meets a sweep.
        using var ended = new CancellationTokenSource();
        var shared = Enumerable.Range(0, 4).Select(_ => NewContent()).ToArray();
        var accepted = new ConcurrentBag<(string Repository, Digest[] Blobs)>();
        var collections = CollectUntilAsync(ended.Token);

        await Parallel.ForAsync(0, 120, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (number, cancellationToken) =>
        {
            var repository = $"stress/{number % 5}";
            byte[][] contents = [shared[number % 4], shared[(number + 1) % 4], NewContent()];
            var blobs = contents.Select(content => Digest.OfSha256(content)).ToArray();
            var tag = $"t{number}";
            do
            {
                foreach (var content in contents)
                    await PushBlobAsync(repository, content);
            }
            while (await PutManifestAsync(repository, tag, blobs) != HttpStatusCode.Created);
            if (number % 3 == 0)
                (await client.DeleteAsync($"v2/{repository}/manifests/{Digest.OfSha256(Manifest(tag, blobs))}", cancellationToken)).Dispose();
            else
                accepted.Add((repository, blobs));
        });
        await ended.CancelAsync();
        await collections;

        foreach (var (repository, blobs) in accepted)
        {
            foreach (var blob in blobs)
                Assert.Equal(blob, Digest.OfSha256(await client.GetByteArrayAsync($"v2/{repository}/blobs/{blob}")));
        }
        Assert.DoesNotContain(registry.Served, request => request.Failure is not null);
    }

    private async Task CollectUntilAsync(CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await registry.Server.CollectAsync(TimeSpan.Zero, CancellationToken.None);
            await Task.WhenAny(Task.Delay(Random.Shared.Next(40), end));
        }
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await registry.DisposeAsync();
        work.Dispose();
    }

    private static byte[] NewContent()
    {
        var content = new byte[1000];
        Random.Shared.NextBytes(content);
        return content;
    }

    private async Task<Digest> PushBlobAsync(string repository, byte[] content)
    {
        var digest = Digest.OfSha256(content);
        using var pushed = await client.PostAsync($"v2/{repository}/blobs/uploads/?digest={digest}", new ByteArrayContent(content));
        Assert.Equal(HttpStatusCode.Created, pushed.StatusCode);
        return digest;
    }

    private async Task<Digest> PushManifestAsync(string repository, string tag, params Digest[] blobs)
    {
        Assert.Equal(HttpStatusCode.Created, await PutManifestAsync(repository, tag, blobs));
        return Digest.OfSha256(Manifest(tag, blobs));
    }

    private async Task<HttpStatusCode> PutManifestAsync(string repository, string tag, params Digest[] blobs)
    {
        using var content = new ByteArrayContent(Manifest(tag, blobs)) { Headers = { ContentType = new MediaTypeHeaderValue(ManifestType) } };
        using var put = await client.PutAsync($"v2/{repository}/manifests/{tag}", content);
        if (put.StatusCode != HttpStatusCode.Created)
            Assert.Contains("MANIFEST_BLOB_UNKNOWN", await put.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        return put.StatusCode;
    }

    private static byte[] Manifest(string tag, Digest[] blobs)
    {
        var descriptors = blobs.Select(blob => $$"""{"mediaType":"application/vnd.oci.image.layer.v1.tar","digest":"{{blob}}","size":1000}""").ToArray();
        return Encoding.UTF8.GetBytes($$$"""{"schemaVersion":2,"mediaType":"{{{ManifestType}}}","config":{{{descriptors[0]}}},"layers":[{{{string.Join(',', descriptors)}}}],"annotations":{"tag":"{{{tag}}}"} }""");
    }

    private async Task<HttpStatusCode> HeadAsync(string repository, Digest digest)
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, $"v2/{repository}/blobs/{digest}");
        using var response = await client.SendAsync(request);
        return response.StatusCode;
    }
}
