using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Drayage.Model;
using Drayage.Model.Planning;
using Drayage.Oci.Assembly;
using Drayage.Oci.Copying;
using Drayage.Oci.Distribution;
using Drayage.Oci.Documents;
using Drayage.Oci.Layouts;
using Drayage.Oci.References;
using Drayage.Testing;
using Xunit;
using Clients = Drayage.Tests.Oci.Distribution.Registries;
using ImageSettings = Drayage.Oci.Assembly.ImageSettings;

namespace Drayage.Tests.Oci.Assembly;

/// <summary>Docker's media types, zstd layers, and what is taken over of a base's configuration.</summary>
public sealed class ImageFormTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();
    private static CancellationToken None => TestContext.Current.CancellationToken;

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task Docker_s_format_has_docker_s_types_throughout_and_no_annotations()
    {
        var (layout, image) = await SampleImages.AssembleAsync(directory.Path, Recipe(ImageFormat.Docker));
        Assert.Equal(MediaTypes.DockerManifestList, image.Root.MediaType);
        var manifest = ((ManifestDocument.Image)await layout.ReadManifestAsync(image.Platforms[0].Manifest, None)).Manifest;
        Assert.Equal(
            (MediaTypes.DockerManifest, MediaTypes.DockerConfig, MediaTypes.DockerLayerGzip),
            (manifest.MediaType, manifest.Config.MediaType, manifest.Layers[0].MediaType));
        Assert.Null(manifest.Annotations);
        Assert.Empty(await LayoutValidator.ValidateAsync(layout, None));
    }

    [Fact]
    public async Task Skopeo_and_podman_take_zstd_layers()
    {
        if (!File.Exists("/usr/lib/x86_64-linux-gnu/libzstd.so.1"))
            Assert.Skip("libzstd is not installed");
        var (_, image) = await SampleImages.AssembleAsync(directory["layout"], Recipe(ImageFormat.Oci) with { Compression = LayerCompression.Zstd });
        Assert.Equal(MediaTypes.OciLayerZstd, image.Platforms[0].Layers[0].MediaType);
        await StoreAsync($"oci:{directory["layout"]}:sample");
    }

    [Fact]
    public async Task Docker_s_registry_skopeo_and_podman_take_docker_s_format()
    {
        await using var registry = await DockerRegistry.StartAsync();
        var (layout, image) = await SampleImages.AssembleAsync(directory["layout"], Recipe(ImageFormat.Docker));
        var repository = Clients.Client(registry.Authority).Repository(RepositoryName.Parse("acme/tool"));
        await ImageCopy.RunAsync(layout, image.Root, new RepositoryTarget(repository), new CopyOptions(), None);
        await repository.TagAsync(await layout.ReadManifestAsync(image.Root, None), TagName.Parse("1"), None);
        await StoreAsync($"docker://{registry.Authority}/acme/tool:1");
    }

    /// <summary>Unpacks the image into podman's storage, which compares the diff ids.</summary>
    private async Task StoreAsync(string image)
    {
        var stored = $"containers-storage:[vfs@{directory["store"]}+{directory["run"]}]localhost/tool:1";
        (await Peer.Require("skopeo").RunAsync("copy", "-q", "--insecure-policy", "--src-tls-verify=false", image, stored)).Succeeded();
        var inspected = (await Peer.Require("podman").RunAsync(
            "--root", directory["store"], "--runroot", directory["run"], "--storage-driver", "vfs", "image", "inspect", "localhost/tool:1")).Succeeded().Output;
        Assert.Equal("/usr/bin/tool", JsonElement.Parse(inspected)[0].GetProperty("Config").GetProperty("Entrypoint")[0].GetString());
    }

    [Fact]
    public async Task Zstd_in_docker_s_format_is_refused()
    {
        var failure = await Assert.ThrowsAsync<ReleaseException>(() =>
            SampleImages.AssembleAsync(directory.Path, Recipe(ImageFormat.Docker) with { Compression = LayerCompression.Zstd }));
        Assert.Contains("compression: gzip", failure.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_oci_base_becomes_docker_s_types_with_the_same_bytes()
    {
        var (baseLayout, baseImage) = await SampleImages.AssembleAsync(directory["base"], SampleImages.Recipe("linux/amd64"));
        var (_, image) = await SampleImages.AssembleAsync(directory["derived"], Over(baseLayout, baseImage.Root, new ImageSettings()) with { Format = ImageFormat.Docker });
        Assert.All(image.Platforms[0].Layers, layer => Assert.Equal(MediaTypes.DockerLayerGzip, layer.MediaType));
        Assert.Equal(baseImage.Platforms[0].Layers[0].Digest, image.Platforms[0].Layers[0].Digest);
    }

    [Fact]
    public async Task A_healthcheck_is_the_base_s_unless_another_is_given()
    {
        var check = new Healthcheck { Test = ["CMD", "/usr/bin/tool", "ok"], Interval = 30_000_000_000, Retries = 3 };
        var recipe = SampleImages.Recipe("linux/amd64");
        recipe = recipe with { Platforms = [recipe.Platforms[0] with { Settings = new ImageSettings { Healthcheck = check } }] };
        var (baseLayout, baseImage) = await SampleImages.AssembleAsync(directory["base"], recipe);
        var kept = await ConfigAsync("kept", Over(baseLayout, baseImage.Root, new ImageSettings()));
        Assert.Equal(JsonSerializer.Serialize(check), JsonSerializer.Serialize(kept.Config!.Healthcheck));
        var off = await ConfigAsync("off", Over(baseLayout, baseImage.Root, new ImageSettings { Healthcheck = new Healthcheck { Test = ["NONE"] } }));
        Assert.Equal(["NONE"], off.Config!.Healthcheck!.Test!.Value);
        Assert.Null(off.Config.Healthcheck.Interval);
    }

    [Fact]
    public async Task What_docker_wrote_of_the_base_s_own_making_is_left_behind()
    {
        var (layout, root) = await ForeignBaseAsync("""
            "container":"abc","docker_version":"20.1","container_config":{"Cmd":["x"]},"moby.thing":1,
            """, """
            "Hostname":"h","Image":"sha256:aa","OnBuild":null,"Shell":["/bin/bash","-c"]
            """);
        var config = await ConfigAsync("derived", Over(layout, root, new ImageSettings()));
        Assert.Equal(["moby.thing"], config.Others!.Keys);
        Assert.Equal(["Shell"], config.Config!.Others!.Keys);
    }

    [Fact]
    public async Task A_base_that_wants_commands_run_is_refused()
    {
        var (layout, root) = await ForeignBaseAsync("", "\"OnBuild\":[\"RUN make\"]");
        var failure = await Assert.ThrowsAsync<ReleaseException>(() => ConfigAsync("derived", Over(layout, root, new ImageSettings())));
        Assert.Contains("ONBUILD", failure.Because, StringComparison.Ordinal);
    }

    private static ImageRecipe Recipe(ImageFormat format) => SampleImages.Recipe("linux/amd64", "linux/arm64") with { Format = format };

    private static ImageRecipe Over(OciLayout layout, Descriptor root, ImageSettings settings)
    {
        var recipe = SampleImages.Recipe("linux/amd64");
        return recipe with { Platforms = [recipe.Platforms[0] with { Base = new BaseImage.From(layout, root), Settings = settings }] };
    }

    private async Task<ImageConfig> ConfigAsync(string name, ImageRecipe recipe)
    {
        var (layout, image) = await SampleImages.AssembleAsync(directory[name], recipe);
        return ConfigDocument.Parse(await layout.ReadBlobAsync(image.Platforms[0].Config, None), MediaTypes.OciConfig).Config;
    }

    /// <summary>An image without layers whose configuration has further members.</summary>
    private async Task<(OciLayout Layout, Descriptor Root)> ForeignBaseAsync(string members, string container)
    {
        var layout = await OciLayout.CreateAsync(directory["foreign"], None);
        var config = Encoding.UTF8.GetBytes("{" + members + "\"architecture\":\"amd64\",\"os\":\"linux\",\"config\":{" + container
            + "},\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[]}}");
        var digest = await layout.WriteBlobAsync(config, None);
        var manifest = ManifestDocument.Of(new ImageManifest
        {
            SchemaVersion = 2,
            MediaType = MediaTypes.DockerManifest,
            Config = new Descriptor { MediaType = MediaTypes.DockerConfig, Digest = digest, Size = config.Length },
            Layers = ImmutableArray<Descriptor>.Empty,
        });
        return (layout, await layout.WriteManifestAsync(manifest, None));
    }
}
