using System.Collections.Immutable;
using System.Text;
using Drayage.Oci.Attaching;
using Drayage.Oci.Content;
using Drayage.Oci.Copying;
using Drayage.Oci.Distribution;
using Drayage.Oci.Documents;
using Drayage.Oci.Layouts;
using Drayage.Oci.References;
using Drayage.Testing;
using Xunit;
using Clients = Drayage.Tests.Oci.Distribution.Registries;

namespace Drayage.Tests.Oci.Attaching;

/// <summary>What is said about an image is found by the image's digest.</summary>
public sealed class ReferrerTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();
    private static CancellationToken None => TestContext.Current.CancellationToken;

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task A_referrer_is_the_artifact_manifest_of_the_specification()
    {
        var (_, image) = await SampleImages.AssembleAsync(directory.Path, SampleImages.Recipe("linux/amd64", "linux/arm64"));
        var document = Of(image.Root, DocumentKind.InToto, "{\"a\":1}").ToManifest();
        var manifest = document.Manifest;
        Assert.Equal((DocumentKind.InToto, MediaTypes.OciEmpty, "e30="), (manifest.ArtifactType, manifest.Config.MediaType, manifest.Config.Data));
        Assert.Equal(image.Root.Plain(), manifest.Subject);
        Assert.Equal("document", manifest.Layers[0].Annotations!["org.opencontainers.image.title"]);
        Assert.Equal("1", manifest.Annotations!["k"]);
        Assert.Equal(document.Digest, Of(image.Root, DocumentKind.InToto, "{\"a\":1}").ToManifest().Digest);
    }

    [Fact]
    public async Task Our_registry_lists_it_through_the_api()
    {
        await using var registry = await RegistryFixture.StartAsync();
        var repository = Clients.Client(registry.Authority, RegistryFixture.Token).Repository(RepositoryName.Parse("acme/tool"));
        var subject = await AttachAndListAsync(repository, new RepositoryTarget(repository));
        Assert.Null(await repository.FindManifestAsync($"sha256-{subject.Digest.Hex}", None));
    }

    [Fact]
    public async Task Where_a_registry_keeps_no_list_the_fallback_tag_does()
    {
        await using var registry = await DockerRegistry.StartAsync();
        var repository = Clients.Client(registry.Authority).Repository(RepositoryName.Parse("acme/tool"));
        var subject = await AttachAndListAsync(repository, new RepositoryTarget(repository));
        var index = Assert.IsType<ManifestDocument.Index>(await repository.FindManifestAsync($"sha256-{subject.Digest.Hex}", None));
        Assert.Equal([DocumentKind.CycloneDx, DocumentKind.InToto], index.Content.Manifests.Select(entry => entry.ArtifactType!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_layout_lists_it_beside_the_image()
    {
        var layout = await OciLayout.CreateAsync(directory["other"], None);
        var subject = await AttachAndListAsync(layout, new LayoutTarget(layout));
        await layout.AddReferenceAsync(subject, name: null, None);
        Assert.Equal(subject.Digest, (await layout.ResolveAsync("", None))!.Digest);
    }

    [Fact]
    public async Task In_a_layout_it_goes_with_its_image_and_stays_with_it()
    {
        var (layout, image) = await SampleImages.AssembleAsync(directory["layout"], SampleImages.Recipe("linux/amd64"));
        var target = new LayoutTarget(layout);
        var sbom = new ReferrerSource(Of(image.Root, DocumentKind.CycloneDx, "{}"));
        await sbom.AttachAsync(target, new CopyOptions(), None);
        var signature = new ReferrerSource(Of(sbom.Manifest.Descriptor, "application/x.signature", "signed"));
        await signature.AttachAsync(target, new CopyOptions(), None);

        await layout.SweepAsync(None);
        Assert.True(layout.HasBlob(sbom.Manifest.Digest) && layout.HasBlob(signature.Manifest.Manifest.Layers[0].Digest));

        await layout.RemoveReferenceAsync("sample", None);
        await layout.SweepAsync(None);
        Assert.Empty(await layout.ReadIndexAsync(None));
        Assert.Empty(Directory.GetFiles(Path.Combine(layout.Directory, "blobs", "sha256")));
    }

    [Fact]
    public async Task An_annotation_of_what_is_attached_takes_no_name_in_a_layout()
    {
        var (layout, image) = await SampleImages.AssembleAsync(directory["layout"], SampleImages.Recipe("linux/amd64"));
        var hostile = Of(image.Root, "application/x.signature", "signed") with
        {
            Annotations = ImmutableSortedDictionary<string, string>.Empty.Add("org.opencontainers.image.ref.name", "sample"),
        };
        await new ReferrerSource(hostile).AttachAsync(new LayoutTarget(layout), new CopyOptions(), None);
        Assert.Equal(image.Root.Digest, (await layout.ResolveAsync("sample", None))!.Digest);
        Assert.Single(await layout.ListReferrersAsync(image.Root.Digest, null, None));
    }

    private async Task<Descriptor> AttachAndListAsync<T>(T place, IReferrerTarget target)
        where T : IImageSource, IReferrerSource
    {
        var (layout, image) = await SampleImages.AssembleAsync(directory["layout"], SampleImages.Recipe("linux/amd64"));
        await ImageCopy.RunAsync(layout, image.Root, target, new CopyOptions(), None);
        foreach (var type in new[] { DocumentKind.InToto, DocumentKind.CycloneDx })
        {
            var referrer = new ReferrerSource(Of(image.Root, type, $"{{\"type\":\"{type}\"}}"));
            var first = await referrer.AttachAsync(target, new CopyOptions(), None);
            Assert.Equal((1, 1, 1), (first.Referrers, first.ReferrersSent, first.ManifestsSent));
            var second = await referrer.AttachAsync(target, new CopyOptions(), None);
            Assert.Equal((1, 0, 0, 0), (second.Referrers, second.ReferrersSent, second.BlobsSent, second.ManifestsSent));
            var checkedAgain = await referrer.AttachAsync(target, new CopyOptions { Verify = true }, None);
            Assert.Equal((0, 0, 2), (checkedAgain.ReferrersSent, checkedAgain.BlobsSent, checkedAgain.BlobsPresent));
        }
        Assert.Equal(2, (await place.ListReferrersAsync(image.Root.Digest, null, None)).Length);
        var listed = Assert.Single(await place.ListReferrersAsync(image.Root.Digest, DocumentKind.CycloneDx, None));
        Assert.Equal((DocumentKind.CycloneDx, "1"), (listed.ArtifactType, listed.Annotations!["k"]));
        var fetched = Assert.IsType<ManifestDocument.Image>(await place.ReadManifestAsync(listed, None));
        await using var content = await place.OpenBlobAsync(fetched.Manifest.Layers[0], 0, None);
        Assert.Contains(DocumentKind.CycloneDx, await new StreamReader(content).ReadToEndAsync(None), StringComparison.Ordinal);
        return image.Root;
    }

    private static Referrer Of(Descriptor subject, string type, string content) => new()
    {
        Subject = subject,
        ArtifactType = type,
        Contents = [ReferrerContent.Of(Encoding.UTF8.GetBytes(content), type, "document")],
        Annotations = ImmutableSortedDictionary<string, string>.Empty.Add("k", "1"),
    };
}
