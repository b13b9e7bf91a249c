using Drayage.Oci.Copying;
using Drayage.Oci.Distribution;
using Drayage.Oci.Documents;
using Drayage.Oci.Layouts;
using Drayage.Oci.References;
using Drayage.Testing;
using Drayage.Tests.Oci.Distribution;
using Xunit;

namespace Drayage.Tests.Oci.Copying;

/// <summary>How many requests a copy to a registry takes. Counted at the registry, the token's own left out.</summary>
public sealed class RequestEconomyTests(RegistryFixture fixture) : IClassFixture<RegistryFixture>, IDisposable
{
    private readonly TemporaryDirectory directory = new();

    private static CancellationToken None => TestContext.Current.CancellationToken;

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task A_new_blob_costs_two_requests()
    {
        var layout = await OciLayout.CreateAsync(directory["layout"], None);
        var image = await RawImages.WriteAsync(layout, 60, 1000);
        var requests = await CountAsync("economy/fresh", () => CopyAsync(layout, image, "economy/fresh", "1.0"));
        // For the image: what the tag names, whether the manifest is there, one sample blob, and the manifest itself.
        Assert.Equal((61 * 2) + 4, requests);
    }

    [Fact]
    public async Task A_repeated_push_costs_one_request_and_a_full_check_one_a_blob()
    {
        var layout = await OciLayout.CreateAsync(directory["layout"], None);
        var image = await RawImages.WriteAsync(layout, 20, 1000, seed: 2);
        await CopyAsync(layout, image, "economy/again", "1.0");
        Assert.Equal(1, await CountAsync("economy/again", () => CopyAsync(layout, image, "economy/again", "1.0")));
        var others = await CountAsync("economy/again", () => CopyAsync(layout, image, "economy/again", "latest"));
        Assert.InRange(others, 2, 4);
        var verified = await CountAsync("economy/again", () => CopyAsync(layout, image, "economy/again", "1.0", new CopyOptions { Verify = true }));
        Assert.InRange(verified, 21, 23);
    }

    [Fact]
    public async Task A_full_check_sends_what_is_missing()
    {
        var layout = await OciLayout.CreateAsync(directory["layout"], None);
        var image = await RawImages.WriteAsync(layout, 3, 1000, seed: 3);
        await CopyAsync(layout, image, "economy/missing", "1.0");
        Assert.True(await Repository("economy/missing").DeleteBlobAsync(image.Manifest.Layers[1].Digest, None));
        Assert.Equal(0, (await CopyAsync(layout, image, "economy/missing", "1.0")).BlobsSent);
        Assert.Equal(1, (await CopyAsync(layout, image, "economy/missing", "1.0", new CopyOptions { Verify = true })).BlobsSent);
        Assert.Equal(1000, await Repository("economy/missing").FindBlobAsync(image.Manifest.Layers[1].Digest, None));
    }

    [Fact]
    public async Task What_the_tag_s_earlier_image_holds_is_neither_sent_nor_asked_for()
    {
        var layout = await OciLayout.CreateAsync(directory["layout"], None);
        var first = await RawImages.WriteAsync(layout, 20, 1000, seed: 4);
        var added = await RawImages.WriteAsync(layout, 1, 900, seed: 5);
        var second = await RawImages.WriteAsync(layout, [.. first.Manifest.Layers, .. added.Manifest.Layers]);
        await CopyAsync(layout, first, "economy/next", "latest");
        var requests = await CountAsync("economy/next", () => CopyAsync(layout, second, "economy/next", "latest"));
        // Tag, earlier manifest, manifest, sample; POST and PUT of one blob; the manifest. The rest is what a hit makes worth asking.
        Assert.InRange(requests, 7, 8);
        Assert.Equal(second.Digest, (await Repository("economy/next").ResolveAsync("latest", None))!.Digest);
        var third = await RawImages.WriteAsync(layout, [.. added.Manifest.Layers, .. first.Manifest.Layers]);
        var target = new RepositoryTarget(Repository("economy/next"), tag: TagName.Parse("2.0")) { Relatives = [TagName.Parse("none"), TagName.Latest] };
        var report = await ImageCopy.RunAsync(layout, third.Descriptor, target, new CopyOptions(), None);
        Assert.Equal((0, 22), (report.BlobsSent, report.BlobsPresent));
    }

    [Fact]
    public async Task A_push_that_was_broken_off_sends_only_the_rest()
    {
        var layout = await OciLayout.CreateAsync(directory["layout"], None);
        var whole = await RawImages.WriteAsync(layout, 30, 1000, seed: 6);
        var sent = whole.Blobs.OrderByDescending(blob => blob.Size).ThenBy(blob => blob.Digest.ToString(), StringComparer.Ordinal).Take(20);
        foreach (var blob in sent)
            await Repository("economy/half").UploadBlobAsync(blob, (offset, token) => layout.OpenBlobAsync(blob, offset, token), null, None);
        // One after the other: side by side, a few misses may come in before the last hits are asked for.
        var report = await CopyAsync(layout, whole, "economy/half", "1.0", new CopyOptions { Parallelism = 1 });
        Assert.Equal((11, 20), (report.BlobsSent, report.BlobsPresent));
    }

    [Fact]
    public async Task An_earlier_image_that_lost_its_blobs_does_not_mislead()
    {
        var layout = await OciLayout.CreateAsync(directory["layout"], None);
        var first = await RawImages.WriteAsync(layout, 4, 1000, seed: 7);
        var second = await RawImages.WriteAsync(layout, [.. first.Manifest.Layers.Reverse()]);
        await CopyAsync(layout, first, "economy/lost", "latest");
        Assert.True(await Repository("economy/lost").DeleteBlobAsync(first.Manifest.Layers[2].Digest, None));
        await CopyAsync(layout, second, "economy/lost", "latest");
        Assert.Equal(1000, await Repository("economy/lost").FindBlobAsync(first.Manifest.Layers[2].Digest, None));
    }

    /// <summary>Tokens come from the registry's own host: refused requests must not hold all connections to it.</summary>
    [Fact]
    public async Task Many_first_writes_share_one_challenge_and_end()
    {
        var layout = await OciLayout.CreateAsync(directory["layout"], None);
        var blobs = (await RawImages.WriteAsync(layout, 60, 500, seed: 8)).Blobs;
        var repository = Repository("economy/writes");
        await Task.WhenAll(blobs.Select(blob => repository.UploadBlobAsync(blob, (offset, token) => layout.OpenBlobAsync(blob, offset, token), null, None)))
            .WaitAsync(TimeSpan.FromSeconds(30), None);
        Assert.Single(fixture.Served, request => request.Status == 401 && request.Path.Contains("economy/writes", StringComparison.Ordinal));
    }

    private RepositoryClient Repository(string name) => Distribution.Registries.Client(fixture.Authority, RegistryFixture.Token).Repository(name);

    private async Task<CopyReport> CopyAsync(OciLayout layout, ManifestDocument.Image image, string repository, string tag, CopyOptions? options = null) =>
        await ImageCopy.RunAsync(
            layout, image.Descriptor, new RepositoryTarget(Repository(repository), tag: TagName.Parse(tag)), options ?? new CopyOptions(), None);

    private async Task<int> CountAsync(string repository, Func<Task> act)
    {
        var before = Count(repository);
        await act();
        return Count(repository) - before;
    }

    /// <summary>The first request of a client is refused with the challenge: it is no part of the copy's own.</summary>
    private int Count(string repository) => fixture.Served.Count(request =>
        request.Path.Contains($"/{repository}/", StringComparison.Ordinal) && request.Status != 401);
}
