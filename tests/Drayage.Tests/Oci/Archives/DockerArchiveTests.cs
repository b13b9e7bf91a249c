using System.Formats.Tar;
using System.IO.Compression;
using Drayage.Model;
using Drayage.Oci.Archives;
using Drayage.Oci.Copying;
using Drayage.Oci.Documents;
using Drayage.Oci.Layouts;
using Drayage.Testing;
using Xunit;

namespace Drayage.Tests.Oci.Archives;

public sealed class DockerArchiveTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    private static CancellationToken None => TestContext.Current.CancellationToken;

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task An_image_is_found_by_its_names_its_place_and_its_digests()
    {
        var archive = await OpenAsync(Plain());
        var image = Assert.Single(archive.Images);
        foreach (var reference in new[] { "", "acme/tool:1.0", "docker.io/acme/tool:1.0", "@0", image.Manifest.Digest.ToString(), image.Manifest.Manifest.Config.Digest.ToString() })
            Assert.Equal(image.Manifest.Digest, (await archive.ResolveAsync(reference, None))?.Digest);
        Assert.Null(await archive.ResolveAsync("acme/tool:2.0", None));
        Assert.Null(await archive.ResolveAsync("@1", None));
        Assert.Equal("linux/amd64", image.Platform.ToString());
    }

    [Fact]
    public async Task Layers_are_read_where_they_stand_and_checked()
    {
        var archive = await OpenAsync(Plain());
        var layer = Assert.Single(archive.Images[0].Manifest.Manifest.Layers);
        Assert.Equal(MediaTypes.OciLayerTar, layer.MediaType);
        Assert.Equal(SavedImage.LayerBytes, await ReadAsync(await archive.OpenBlobAsync(layer, 0, None)));
        Assert.Equal(SavedImage.LayerBytes[700..], await ReadAsync(await archive.OpenBlobAsync(layer, 700, None)));
    }

    [Fact]
    public async Task A_layer_with_other_bytes_than_the_configuration_says_is_refused_when_it_is_read()
    {
        var archive = await OpenAsync(new SavedImage()
            .File("manifest.json", SavedImage.Manifest("\"layer.tar\""))
            .File("config.json", SavedImage.Config(SavedImage.DiffId))
            .File("layer.tar", SavedImage.Layer("etc/motd", "tampered\n")));
        var layer = archive.Images[0].Manifest.Manifest.Layers[0];
        var failure = await Assert.ThrowsAsync<ReleaseException>(async () => await ReadAsync(await archive.OpenBlobAsync(layer, 0, None)));
        Assert.Contains(SavedImage.DiffId, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Layers_that_stand_once_and_are_linked_to_are_found()
    {
        var archive = await OpenAsync(new SavedImage()
            .Entry(TarEntryType.Directory, "a/")
            .File("a/layer.tar", SavedImage.LayerBytes)
            .Link(TarEntryType.SymbolicLink, "b/layer.tar", "../a/layer.tar")
            .Link(TarEntryType.HardLink, "c/layer.tar", "b/layer.tar")
            .File("config.json", SavedImage.Config(SavedImage.DiffId, SavedImage.DiffId, SavedImage.DiffId))
            .File("./manifest.json", SavedImage.Manifest("\"a/layer.tar\",\"b/layer.tar\",\"c/layer.tar\"", "")));
        Assert.Equal(3, archive.Images[0].Manifest.Manifest.Layers.Length);
        Assert.Single(archive.Images[0].Manifest.Blobs, blob => blob.MediaType == MediaTypes.OciLayerTar);
    }

    [Fact]
    public async Task Compressed_layers_keep_their_bytes_and_their_type()
    {
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            await gzip.WriteAsync(SavedImage.LayerBytes, None);
        var digest = SavedImage.Sha256(packed.ToArray());
        foreach (var name in new[] { $"blobs/sha256/{digest}", "layer.tar.gz" })
        {
            var archive = await OpenAsync(new SavedImage()
                .File(name, packed.ToArray())
                .File("config.json", SavedImage.Config(SavedImage.DiffId))
                .File("manifest.json", SavedImage.Manifest($"\"{name}\"")));
            var layer = archive.Images[0].Manifest.Manifest.Layers[0];
            Assert.Equal((MediaTypes.OciLayerGzip, "sha256:" + digest), (layer.MediaType, layer.Digest.ToString()));
            Assert.Equal(packed.ToArray(), await ReadAsync(await archive.OpenBlobAsync(layer, 0, None)));
        }
    }

    [Fact]
    public async Task A_copy_to_a_layout_is_sound_and_the_same_every_time()
    {
        var archive = await OpenAsync(Plain());
        foreach (var name in new[] { "one", "two" })
        {
            var layout = await OciLayout.CreateAsync(directory[name], None);
            var report = await ImageCopy.RunAsync(archive, (await archive.ResolveAsync("", None))!, new LayoutTarget(layout), new CopyOptions(), None);
            await layout.AddReferenceAsync(report.Root.Descriptor, "1.0", None);
            Assert.Empty(await LayoutValidator.ValidateAsync(layout, None));
        }
        Assert.Equal(await File.ReadAllTextAsync(directory["one", "index.json"], None), await File.ReadAllTextAsync(directory["two", "index.json"], None));
    }

    [Fact]
    public async Task Archives_of_skopeo_are_read()
    {
        var (layout, image) = await SampleImages.AssembleAsync(directory["layout"], SampleImages.Recipe("linux/amd64"));
        var skopeo = Peer.Require("skopeo");
        (await skopeo.RunAsync("copy", "-q", "--insecure-policy", $"oci:{layout.Directory}:sample", $"docker-archive:{directory["saved.tar"]}:acme/tool:1.0")).Succeeded();
        var archive = await DockerArchive.OpenAsync(directory["saved.tar"], None);
        var found = archive.Find("acme/tool:1.0")!;
        var manifest = (ManifestDocument.Image)await layout.ReadManifestAsync(image.Platforms[0].Manifest, None);
        var config = ConfigDocument.Parse(await layout.ReadBlobAsync(manifest.Manifest.Config, None), MediaTypes.OciConfig);
        Assert.Equal(config.Config.RootFs.DiffIds, found.Config.RootFs.DiffIds);
        foreach (var layer in found.Manifest.Blobs)
            await ReadAsync(await archive.OpenBlobAsync(layer, 0, None));
    }

    private static SavedImage Plain() => new SavedImage()
        .File("layer.tar", SavedImage.LayerBytes)
        .File("config.json", SavedImage.Config(SavedImage.DiffId))
        .File("manifest.json", SavedImage.Manifest("\"layer.tar\""));

    private static async Task<byte[]> ReadAsync(Stream stream)
    {
        await using (stream)
        {
            using var buffer = new MemoryStream();
            await stream.CopyToAsync(buffer, None);
            return buffer.ToArray();
        }
    }

    private Task<DockerArchive> OpenAsync(SavedImage image) => DockerArchive.OpenAsync(directory.Write("image.tar", image.ToBytes()), None);
}
