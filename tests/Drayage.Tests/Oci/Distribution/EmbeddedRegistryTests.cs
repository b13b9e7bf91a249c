using System.Collections.Immutable;
using System.Net;
using System.Text;
using Drayage.Model;
using Drayage.Oci.Assembly;
using Drayage.Oci.Copying;
using Drayage.Oci.Distribution;
using Drayage.Oci.Documents;
using Drayage.Oci.Layouts;
using Drayage.Oci.References;
using Drayage.Testing;
using Xunit;

namespace Drayage.Tests.Oci.Distribution;

public sealed class EmbeddedRegistryTests(RegistryFixture fixture) : IClassFixture<RegistryFixture>, IDisposable
{
    private readonly TemporaryDirectory directory = new();
    private static CancellationToken None => TestContext.Current.CancellationToken;

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task An_index_goes_over_once_and_comes_back_as_it_was()
    {
        var (layout, image) = await SampleImages.AssembleAsync(directory["layout"], SampleImages.Recipe("linux/amd64", "linux/arm64"));
        var repository = Client().Repository("round/trip");
        var first = await ImageCopy.RunAsync(layout, image.Root, new RepositoryTarget(repository), new CopyOptions(), None);
        Assert.Equal((4, 0, 3), (first.BlobsSent, first.BlobsPresent, first.ManifestsSent));
        Assert.Null(await repository.ResolveAsync("1.0", None));
        await repository.TagAsync(first.Root, TagName.Parse("1.0"), None);
        Assert.Equal(image.Root.Digest, (await repository.ResolveAsync("1.0", None))!.Digest);
        var second = await ImageCopy.RunAsync(layout, image.Root, new RepositoryTarget(repository), new CopyOptions(), None);
        Assert.Equal((0, 0L, 0), (second.BlobsSent, second.BytesSent, second.ManifestsSent));

        var pulled = await OciLayout.CreateAsync(directory["pulled"], None);
        var report = await ImageCopy.RunAsync(repository, image.Root, new LayoutTarget(pulled), new CopyOptions(), None);
        await pulled.AddReferenceAsync(report.Root.Descriptor, "sample", None);
        Assert.Empty(await LayoutValidator.ValidateAsync(pulled, None));
        Assert.Equal(image.Root.Digest, report.Root.Digest);
    }

    [Fact]
    public async Task Blobs_are_mounted_from_a_repository_that_has_them()
    {
        var (layout, image) = await SampleImages.AssembleAsync(directory["layout"], SampleImages.Recipe("linux/amd64"));
        var client = Client();
        await ImageCopy.RunAsync(layout, image.Root, new RepositoryTarget(client.Repository("mount/from")), new CopyOptions(), None);
        var target = new RepositoryTarget(client.Repository("mount/to"), RepositoryName.Parse("mount/from"));
        var report = await ImageCopy.RunAsync(layout, image.Root, target, new CopyOptions(), None);
        Assert.Equal((0, 2), (report.BlobsSent, report.BlobsMounted));
        var missing = new RepositoryTarget(client.Repository("mount/other"), RepositoryName.Parse("mount/nothing"));
        Assert.Equal(2, (await ImageCopy.RunAsync(layout, image.Root, missing, new CopyOptions(), None)).BlobsSent);
    }

    [Fact]
    public async Task Chunks_arrive_as_one_blob()
    {
        var bytes = new byte[100_001];
        new Random(1).NextBytes(bytes);
        var blob = new Descriptor { MediaType = "x/y", Digest = Digest.OfSha256(bytes), Size = bytes.Length };
        var repository = Client(uploads: new UploadOptions { AlwaysChunked = true, ChunkSize = 30_000 }).Repository("chunks");
        Assert.True(await repository.UploadBlobAsync(blob, (offset, _) => Task.FromResult<Stream>(new MemoryStream(bytes) { Position = offset }), null, None));
        Assert.Equal(bytes.Length, await repository.FindBlobAsync(blob.Digest, None));
        await using var stream = await repository.OpenBlobAsync(blob, 0, None);
        using var read = new MemoryStream();
        await stream.CopyToAsync(read, None);
        Assert.Equal(bytes, read.ToArray());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_upload_goes_on_after_cuts_with_the_bytes_that_are_missing(bool chunked)
    {
        await using var proxy = new CuttingProxy(fixture.Address.Port, 1_000_000, 1_500_000, 700_000);
        var uploads = Registries.QuickUploads with { AlwaysChunked = chunked, ChunkSize = 2_000_000 };
        var name = $"cut/{chunked.ToString().ToLowerInvariant()}";
        var repository = Registries.Client(proxy.Authority, RegistryFixture.Token, uploads: uploads).Repository(name);
        var (layout, image) = await SampleImages.AssembleAsync(directory["layout"], SampleImages.Large(5_000_000));
        await ImageCopy.RunAsync(layout, image.Root, new RepositoryTarget(repository), new CopyOptions(), None);
        Assert.Equal(0, proxy.CutsLeft);
        // Beginning anew each time would take 8.2 million; a server may lose what it had not yet read when it was cut.
        Assert.InRange(proxy.BytesPassed, 5_000_000, 7_700_000);
        var stored = await OciLayout.CreateAsync(directory["copy"], None);
        await ImageCopy.RunAsync(Client().Repository(name), image.Root, new LayoutTarget(stored), new CopyOptions(), None);
        await stored.AddReferenceAsync(image.Root, null, None);
        Assert.Empty(await LayoutValidator.ValidateAsync(stored, None));
    }

    [Fact]
    public async Task Tags_are_listed_and_deleted()
    {
        var repository = Client().Repository("tags");
        Assert.Empty(await TagsAsync(repository));
        var document = await PutArtifactAsync(repository, null);
        for (var number = 0; number < 25; number++)
            await repository.TagAsync(document, TagName.Parse($"v{number:00}"), None);
        Assert.Equal(25, (await TagsAsync(repository)).Count);
        Assert.True(await repository.DeleteTagAsync(TagName.Parse("v07"), None));
        Assert.DoesNotContain("v07", await TagsAsync(repository));
        Assert.NotNull(await repository.ResolveAsync(document.Digest.ToString(), None));
        Assert.True(await repository.DeleteManifestAsync(document.Digest, None));
        Assert.False(await repository.DeleteManifestAsync(document.Digest, None));
        Assert.Empty(await TagsAsync(repository));
    }

    [Fact]
    public async Task Referrers_are_found_by_their_subject_and_type()
    {
        var repository = Client().Repository("referrers");
        var subject = await PutArtifactAsync(repository, null);
        var signature = await PutArtifactAsync(repository, subject.Descriptor, "application/x.signature");
        await PutArtifactAsync(repository, subject.Descriptor, "application/x.sbom");
        Assert.Equal(2, (await repository.ListReferrersAsync(subject.Digest, null, None)).Length);
        var found = Assert.Single(await repository.ListReferrersAsync(subject.Digest, "application/x.signature", None));
        Assert.Equal(signature.Digest, found.Digest);
        Assert.Empty(await repository.ListReferrersAsync(signature.Digest, null, None));
    }

    [Fact]
    public async Task A_wrong_credential_is_told_with_status_and_address()
    {
        const string Mistyped = "mistyped-secret";
        var client = Registries.Client(fixture.Authority, Mistyped);
        var failure = await Assert.ThrowsAsync<RegistryException>(() => PutArtifactAsync(client.Repository("denied"), null));
        Assert.Equal(HttpStatusCode.Unauthorized, failure.Status);
        var shown = failure.ToReleaseException("destination test: image denied:1 was refused");
        Assert.Contains("401", shown.Because, StringComparison.Ordinal);
        Assert.Contains(fixture.Authority, shown.Hint, StringComparison.Ordinal);
        Assert.Contains("the token server answered 401 to the credential given (UNAUTHORIZED", shown.Because, StringComparison.Ordinal);
        Assert.DoesNotContain(Mistyped, shown.Because, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_token_serves_all_requests_of_a_push()
    {
        var (layout, image) = await SampleImages.AssembleAsync(directory["layout"], SampleImages.Recipe("linux/amd64", "linux/arm64"));
        await ImageCopy.RunAsync(layout, image.Root, new RepositoryTarget(Client().Repository("tokens/one")), new CopyOptions(), None);
        var tokens = fixture.Served.Where(request => request.Path.StartsWith("/token", StringComparison.Ordinal)
            && Uri.UnescapeDataString(request.Path).Contains("repository:tokens/one:", StringComparison.Ordinal));
        Assert.Single(tokens);
    }

    [Fact]
    public async Task An_image_is_built_over_a_base_in_a_registry()
    {
        var (layout, image) = await SampleImages.AssembleAsync(directory["base"], SampleImages.Recipe("linux/amd64", "linux/arm64"));
        var repository = Client().Repository("base/image");
        await ImageCopy.RunAsync(layout, image.Root, new RepositoryTarget(repository), new CopyOptions(), None);
        var recipe = SampleImages.Recipe("linux/arm64");
        recipe = recipe with { Platforms = [recipe.Platforms[0] with { Base = new BaseImage.From(repository, image.Root) }] };
        var (derived, built) = await SampleImages.AssembleAsync(directory["derived"], recipe);
        Assert.Empty(await LayoutValidator.ValidateAsync(derived, None));
        Assert.Equal(image.Platforms[1].Layers[0].Digest, built.Platforms[0].Layers[0].Digest);
        Assert.Equal(2, built.Platforms[0].DiffIds.Length);
    }

    [Fact]
    public async Task Ping_answers_the_challenge() => await Client().PingAsync(None);

    private RegistryClient Client(UploadOptions? uploads = null) => Registries.Client(fixture.Authority, RegistryFixture.Token, uploads: uploads);

    private static async Task<List<string>> TagsAsync(RepositoryClient repository)
    {
        var tags = new List<string>();
        await foreach (var tag in repository.ListTagsAsync(None))
            tags.Add(tag);
        return tags;
    }

    internal static async Task<ManifestDocument> PutArtifactAsync(RepositoryClient repository, Descriptor? subject, string type = "application/x.thing")
    {
        var empty = Encoding.UTF8.GetBytes("{}");
        var blob = new Descriptor { MediaType = MediaTypes.OciEmpty, Digest = Digest.OfSha256(empty), Size = empty.Length };
        if (await repository.FindBlobAsync(blob.Digest, None) is null)
            await repository.UploadBlobAsync(blob, (offset, _) => Task.FromResult<Stream>(new MemoryStream(empty) { Position = offset }), null, None);
        var document = ManifestDocument.Of(new ImageManifest
        {
            SchemaVersion = 2,
            MediaType = MediaTypes.OciManifest,
            ArtifactType = type,
            Config = blob,
            Layers = [blob],
            Subject = subject,
            Annotations = ImmutableSortedDictionary<string, string>.Empty.Add("k", "v"),
        });
        await repository.PutManifestAsync(document, None);
        return document;
    }
}
