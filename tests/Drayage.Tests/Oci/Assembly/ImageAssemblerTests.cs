using System.Collections.Immutable;
using System.Formats.Tar;
using System.IO.Compression;
using Drayage.Model;
using Drayage.Oci.Assembly;
using Drayage.Oci.Documents;
using Drayage.Oci.Layouts;
using Drayage.Platform.Archives;
using Drayage.Testing;
using Xunit;

namespace Drayage.Tests.Oci.Assembly;

public sealed class ImageAssemblerTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();
    private static CancellationToken None => TestContext.Current.CancellationToken;

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task The_same_files_give_the_same_digests_wherever_they_stand()
    {
        var digests = new HashSet<Digest>();
        foreach (var (place, mode) in new[] { ("one", ArchiveEntry.FileMode), ("two", ArchiveEntry.ExecutableMode) })
        {
            var binary = directory.Write($"{place}/src/tool", "binary");
            File.SetUnixFileMode(binary, mode);
            File.SetLastWriteTimeUtc(binary, new DateTime(2001, 1, place.Length, 0, 0, 0, DateTimeKind.Utc));
            var recipe = WithEntries(ArchiveEntry.File("bin/tool", binary, ArchiveEntry.ExecutableMode));
            recipe = recipe with { Created = place == "one" ? recipe.Created : recipe.Created.ToOffset(TimeSpan.FromHours(9)) };
            digests.Add((await SampleImages.AssembleAsync(directory[place, "layout"], recipe)).Image.Root.Digest);
        }
        Assert.Single(digests);
    }

    [Fact]
    public async Task The_order_of_platforms_and_files_does_not_matter()
    {
        var one = await SampleImages.AssembleAsync(directory["one"], SampleImages.Recipe("linux/amd64", "linux/arm64/v8"));
        var two = await SampleImages.AssembleAsync(directory["two"], SampleImages.Recipe("linux/arm64/v8", "linux/amd64"));
        Assert.Equal(one.Image.Root, two.Image.Root);
        Assert.Equal(MediaTypes.OciIndex, one.Image.Root.MediaType);
        Assert.Equal(["linux/amd64", "linux/arm64/v8"], one.Image.Platforms.Select(platform => platform.Platform.ToString()));
    }

    [Fact]
    public async Task One_platform_gives_a_manifest_unless_an_index_is_asked_for()
    {
        var recipe = SampleImages.Recipe("linux/amd64");
        Assert.Equal(MediaTypes.OciManifest, (await SampleImages.AssembleAsync(directory["one"], recipe)).Image.Root.MediaType);
        Assert.Equal(MediaTypes.OciIndex, (await SampleImages.AssembleAsync(directory["two"], recipe with { AlwaysIndex = true })).Image.Root.MediaType);
    }

    [Fact]
    public async Task Layers_name_parents_and_whiteouts()
    {
        var recipe = WithLayer(new LayerSource
        {
            CreatedBy = "x",
            Entries = [ArchiveEntry.Text("opt/app/file", "x") with { Owner = new ArchiveOwner(1000, 1001) }],
            Whiteouts = ["etc/old", "top"],
            OpaqueDirectories = ["var/cache"],
        });
        var (layout, image) = await SampleImages.AssembleAsync(directory.Path, recipe);
        var entries = await ReadLayerAsync(layout, image.Platforms[0].Layers[0]);
        Assert.Equal(
            [".wh.top", "etc/", "etc/.wh.old", "opt/", "opt/app/", "opt/app/file", "var/", "var/cache/", "var/cache/.wh..wh..opq"],
            entries.Select(entry => entry.Name));
        var file = entries.Single(entry => entry.Name == "opt/app/file");
        Assert.Equal((1000, 1001), (file.Uid, file.Gid));
        Assert.All(entries, entry => Assert.Equal(SampleImages.Created, entry.ModificationTime));
    }

    [Fact]
    public async Task A_file_named_like_a_whiteout_is_refused()
    {
        var failure = await Assert.ThrowsAsync<ReleaseException>(
            () => SampleImages.AssembleAsync(directory.Path, WithEntries(ArchiveEntry.Text("a/.wh.b", ""))));
        Assert.Contains("a/.wh.b", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Over_a_base_layers_are_kept_and_settings_merged()
    {
        var (baseLayout, baseImage) = await SampleImages.AssembleAsync(directory["base"], SampleImages.Recipe("linux/amd64", "linux/arm64"));
        var recipe = WithEntries(ArchiveEntry.Text("app/x", "x"));
        recipe = recipe with
        {
            Platforms = [recipe.Platforms[0] with
            {
                Platform = ImagePlatform.Parse("linux/arm64"),
                Base = new BaseImage.From(baseLayout, baseImage.Root, "example.org/base:1"),
                Settings = new ImageSettings
                {
                    Command = ["serve"],
                    Environment = [KeyValuePair.Create("LANG", "de"), KeyValuePair.Create("NEW", "1")],
                    Labels = ImmutableSortedDictionary<string, string>.Empty.Add("a", "3"),
                    ExposedPorts = ["9090"],
                },
            }],
        };
        var (layout, image) = await SampleImages.AssembleAsync(directory["derived"], recipe);
        Assert.Empty(await LayoutValidator.ValidateAsync(layout, None));
        var platform = image.Platforms[0];
        Assert.Equal(baseImage.Platforms[1].Layers[0].Digest, platform.Layers[0].Digest);
        Assert.Equal(["app/x"], (await ReadLayerAsync(layout, platform.Layers[1])).Select(entry => entry.Name));
        var config = ConfigDocument.Parse(await layout.ReadBlobAsync(platform.Config, None), MediaTypes.OciConfig).Config;
        Assert.Equal(["PATH=/usr/bin", "LANG=de", "NEW=1"], config.Config!.Env!.Value);
        Assert.Equal(["/usr/bin/tool"], config.Config.Entrypoint!.Value);
        Assert.Equal(["serve"], config.Config.Cmd!.Value);
        Assert.Equal(["53/udp", "8080/tcp", "9090/tcp"], config.Config.ExposedPorts!.Keys);
        Assert.Equal("3", config.Config.Labels!["a"]);
        Assert.Equal("65532:65532", config.Config.User);
        Assert.Equal(["binaries", "x"], config.History!.Value.Select(entry => entry.CreatedBy));
        var manifest = ((ManifestDocument.Image)await layout.ReadManifestAsync(platform.Manifest, None)).Manifest;
        Assert.Equal(baseImage.Platforms[1].Manifest.Digest.ToString(), manifest.Annotations![ImageAnnotations.BaseDigest]);
        Assert.Equal("example.org/base:1", manifest.Annotations[ImageAnnotations.BaseName]);
    }

    [Fact]
    public async Task A_base_without_the_platform_says_what_it_offers()
    {
        var (baseLayout, baseImage) = await SampleImages.AssembleAsync(directory["base"], SampleImages.Recipe("linux/amd64", "linux/arm64"));
        var recipe = SampleImages.Recipe("linux/riscv64");
        recipe = recipe with { Platforms = [recipe.Platforms[0] with { Base = new BaseImage.From(baseLayout, baseImage.Root) }] };
        var failure = await Assert.ThrowsAsync<ReleaseException>(() => SampleImages.AssembleAsync(directory["derived"], recipe));
        Assert.Contains("linux/riscv64", failure.Message, StringComparison.Ordinal);
        Assert.Contains("linux/amd64, linux/arm64", failure.Because, StringComparison.Ordinal);
    }

    private static ImageRecipe WithEntries(params ArchiveEntry[] entries) => WithLayer(new LayerSource { CreatedBy = "x", Entries = [.. entries] });

    private static ImageRecipe WithLayer(LayerSource layer)
    {
        var recipe = SampleImages.Recipe("linux/amd64");
        return recipe with { Platforms = [recipe.Platforms[0] with { Layers = [layer] }] };
    }

    private static async Task<List<TarEntry>> ReadLayerAsync(OciLayout layout, Descriptor layer)
    {
        await using var blob = await layout.OpenBlobAsync(layer, 0, None);
        await using var plain = new GZipStream(blob, CompressionMode.Decompress);
        await using var tar = new TarReader(plain);
        var entries = new List<TarEntry>();
        while (await tar.GetNextEntryAsync(copyData: true, None) is { } entry)
            entries.Add(entry);
        return entries;
    }
}
