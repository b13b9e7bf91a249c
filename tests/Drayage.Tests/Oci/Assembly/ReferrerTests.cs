using System.Collections.Immutable;
using System.Text;
using Drayage.Oci.Assembly;
using Drayage.Oci.Copying;
using Drayage.Oci.Distribution;
using Drayage.Oci.Documents;
using Drayage.Oci.Layouts;
using Drayage.Oci.References;
using Drayage.Testing;
using Xunit;
using Clients = Drayage.Tests.Oci.Distribution.Registries;

namespace Drayage.Tests.Oci.Assembly;

/// <summary>What is said about an image is found by the image's digest.</summary>
public sealed class ReferrerTests : IDisposable
{
    private const string InToto = "application/vnd.in-toto+json";
    private const string CycloneDx = "application/vnd.cyclonedx+json";

    private readonly TemporaryDirectory directory = new();
    private static CancellationToken None => TestContext.Current.CancellationToken;

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task A_referrer_is_the_artifact_manifest_of_the_specification()
    {
        var (layout, image) = await SampleImages.AssembleAsync(directory.Path, SampleImages.Recipe("linux/amd64", "linux/arm64"));
        var manifest = (await Of(image.Root, InToto, "{\"a\":1}").WriteAsync(layout, None)).Manifest;
        Assert.Equal((InToto, MediaTypes.OciEmpty, "e30="), (manifest.ArtifactType, manifest.Config.MediaType, manifest.Config.Data));
        Assert.Equal(image.Root.Plain(), manifest.Subject);
        Assert.Equal("{\"a\":1}", Encoding.UTF8.GetString(await layout.ReadBlobAsync(manifest.Layers[0], None)));
        Assert.Equal("1", manifest.Annotations!["k"]);
    }

    [Fact]
    public async Task Our_registry_lists_it_through_the_api()
    {
        await using var registry = await RegistryFixture.StartAsync();
        var repository = Clients.Client(registry.Authority, RegistryFixture.Token).Repository(RepositoryName.Parse("acme/tool"));
        await AttachAndListAsync(repository);
        Assert.Null(await repository.FindManifestAsync(await FallbackTagAsync(), None));
    }

    [Fact]
    public async Task Where_a_registry_keeps_no_list_the_fallback_tag_does()
    {
        await using var registry = await DockerRegistry.StartAsync();
        var repository = Clients.Client(registry.Authority).Repository(RepositoryName.Parse("acme/tool"));
        await AttachAndListAsync(repository);
        var index = Assert.IsType<ManifestDocument.Index>(await repository.FindManifestAsync(await FallbackTagAsync(), None));
        Assert.Equal([CycloneDx, InToto], index.Content.Manifests.Select(entry => entry.ArtifactType!).Order(StringComparer.Ordinal));
    }

    private async Task AttachAndListAsync(RepositoryClient repository)
    {
        var (layout, image) = await SampleImages.AssembleAsync(directory["layout"], SampleImages.Recipe("linux/amd64"));
        var target = new RepositoryTarget(repository);
        await ImageCopy.RunAsync(layout, image.Root, target, new CopyOptions(), None);
        foreach (var type in new[] { InToto, CycloneDx })
        {
            var referrer = await Of(image.Root, type, $"{{\"type\":\"{type}\"}}").WriteAsync(layout, None);
            // Twice: a delivery that is resumed must not list it twice.
            await ImageCopy.RunAsync(layout, referrer.Descriptor, target, new CopyOptions(), None);
            await repository.PutManifestAsync(referrer, None);
        }
        Assert.Equal(2, (await repository.ListReferrersAsync(image.Root.Digest, null, None)).Length);
        var listed = Assert.Single(await repository.ListReferrersAsync(image.Root.Digest, CycloneDx, None));
        Assert.Equal((CycloneDx, "1"), (listed.ArtifactType, listed.Annotations!["k"]));
        var fetched = Assert.IsType<ManifestDocument.Image>(await repository.ReadManifestAsync(listed, None));
        await using var content = await repository.OpenBlobAsync(fetched.Manifest.Layers[0], 0, None);
        Assert.Contains(CycloneDx, await new StreamReader(content).ReadToEndAsync(None), StringComparison.Ordinal);
    }

    private async Task<string> FallbackTagAsync()
    {
        var layout = await OciLayout.OpenAsync(directory["layout"], None);
        var image = (await layout.ResolveAsync("sample", None))!;
        return $"{image.Digest.Algorithm}-{image.Digest.Hex}";
    }

    private static Referrer Of(Descriptor subject, string type, string content) => new()
    {
        Subject = subject,
        ArtifactType = type,
        Contents = [new ReferrerContent(Encoding.UTF8.GetBytes(content), type)],
        Annotations = ImmutableSortedDictionary<string, string>.Empty.Add("k", "1"),
    };
}
