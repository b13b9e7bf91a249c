using Drayage.Model;
using Drayage.Oci.Assembly;
using Drayage.Oci.Copying;
using Drayage.Oci.Distribution;
using Drayage.Oci.Documents;
using Drayage.Oci.Layouts;
using Drayage.Oci.References;
using Drayage.Pipeline.Packing;
using Drayage.Testing;
using Drayage.Tests.Oci;
using Xunit;
using Clients = Drayage.Tests.Oci.Distribution.Registries;

namespace Drayage.Tests.Pipeline.Packing;

/// <summary>Base images from everywhere that <c>base</c> can name.</summary>
public sealed class BaseImagesTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();
    private static CancellationToken None => TestContext.Current.CancellationToken;

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task A_layout_s_layers_are_copied()
    {
        await SampleImages.AssembleAsync(directory["base"], SampleImages.Recipe("linux/amd64", "linux/arm64"));
        var found = Assert.IsType<BaseImage.From>(await FindAsync("oci:base:sample"));
        Assert.False(found.LayersStay);
        Assert.Null(BaseImages.PlaceOf(found));
        await BuildOverAsync(found);
    }

    [Theory]
    [InlineData("docker-archive:saved.tar")]
    [InlineData("docker-archive:saved.tar:acme/base:1")]
    public async Task A_docker_archive_s_layers_are_compressed_on_their_way(string name)
    {
        await SampleImages.AssembleAsync(directory["base"], SampleImages.Recipe("linux/amd64"));
        (await Peer.Require("skopeo").RunAsync(
            "copy", "-q", "--insecure-policy", $"oci:{directory["base"]}:sample", $"docker-archive:{directory["saved.tar"]}:acme/base:1")).Succeeded();
        var image = await BuildOverAsync(Assert.IsType<BaseImage.From>(await FindAsync(name)));
        Assert.All(image.Platforms[0].Layers, layer => Assert.Equal(MediaTypes.OciLayerGzip, layer.MediaType));
        (await Peer.Require("umoci").RunAsync("unpack", "--rootless", "--image", $"{directory["derived"]}:sample", directory["bundle"])).Succeeded();
        Assert.Equal("a = 1\n", await File.ReadAllTextAsync(directory["bundle", "rootfs", "etc", "tool.conf"], None));
        Assert.Equal("own", await File.ReadAllTextAsync(directory["bundle", "rootfs", "own"], None));
    }

    [Fact]
    public async Task A_registry_s_layers_stay_there()
    {
        await using var registry = await DockerRegistry.StartAsync();
        var (layout, image) = await SampleImages.AssembleAsync(directory["base"], SampleImages.Recipe("linux/amd64"));
        var repository = Clients.Client(registry.Authority).Repository(RepositoryName.Parse("acme/base"));
        await ImageCopy.RunAsync(layout, image.Root, new RepositoryTarget(repository, tag: TagName.Parse("1")), new CopyOptions(), None);
        var byTag = Assert.IsType<BaseImage.From>(await FindAsync($"{registry.Authority}/acme/base:1"));
        Assert.Equal($"{registry.Authority}/acme/base@{image.Root.Digest}", BaseImages.PlaceOf(byTag)!.ToString());
        var byDigest = Assert.IsType<BaseImage.From>(await FindAsync($"{registry.Authority}/acme/base@{image.Root.Digest}"));
        Assert.Equal(byTag.Root.Digest, byDigest.Root.Digest);
        Assert.True(byDigest.LayersStay);
    }

    [Theory]
    [InlineData("oci:base:other", "does not exist")]
    [InlineData("Not A Name", "is no base image")]
    [InlineData("docker-archive:gone.tar", "gone.tar")]
    public async Task What_cannot_be_found_is_told(string name, string message)
    {
        await SampleImages.AssembleAsync(directory["base"], SampleImages.Recipe("linux/amd64"));
        var failure = await Assert.ThrowsAsync<ReleaseException>(() => FindAsync(name));
        Assert.Contains(message, failure.Message, StringComparison.Ordinal);
    }

    private async Task<AssembledImage> BuildOverAsync(BaseImage.From standsOn)
    {
        var recipe = SampleImages.Recipe("linux/amd64");
        recipe = recipe with
        {
            Platforms = [recipe.Platforms[0] with
            {
                Base = standsOn,
                Layers = [new LayerSource { CreatedBy = "own", Entries = [Drayage.Platform.Archives.ArchiveEntry.Text("own", "own")] }],
            }],
        };
        var (layout, image) = await SampleImages.AssembleAsync(directory["derived"], recipe);
        Assert.Empty(await LayoutValidator.ValidateAsync(layout, None));
        Assert.Equal(2, image.Platforms[0].Layers.Length);
        return image;
    }

    private Task<BaseImage> FindAsync(string name) =>
        new BaseImages(directory.Path, new HttpClient(), Drayage.Oci.Distribution.Credentials.StaticCredentials.Anonymous, TimeProvider.System).FindAsync(name, None);
}
