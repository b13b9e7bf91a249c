using System.Collections.Immutable;
using Drayage.Model;
using Drayage.Oci.Assembly;
using Drayage.Oci.Documents;
using Drayage.Oci.Layouts;
using Drayage.Platform.Archives;
using Drayage.Platform.Storage;
using Drayage.Testing;
using Xunit;

namespace Drayage.Tests.Oci.Assembly;

/// <summary>A layer whose inputs are unchanged is not read, compressed or hashed again.</summary>
public sealed class LayerReuseTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();
    private readonly LayerRecords records;
    private static CancellationToken None => TestContext.Current.CancellationToken;

    public LayerReuseTests() => records = new LayerRecords(directory["cache", "layers"], new ContentStore(directory["cache", "objects"]));

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task An_unchanged_layer_is_found_without_its_files()
    {
        var first = await AssembleAsync("one", Recipe("content"));
        File.Delete(directory["tool"]);
        var second = await AssembleAsync("two", Recipe(null));
        Assert.Equal(first, second);
        Assert.Empty(await LayoutValidator.ValidateAsync(await OciLayout.OpenAsync(directory["two"], None), None));
    }

    [Fact]
    public async Task What_changes_the_layer_is_not_found()
    {
        var first = await AssembleAsync("one", Recipe("content"));
        var digests = new HashSet<Digest> { first };
        Assert.True(digests.Add(await AssembleAsync("content", Recipe("other content"))));
        Assert.True(digests.Add(await AssembleAsync("time", Recipe("content") with { FileTime = DateTimeOffset.UnixEpoch })));
        Assert.True(digests.Add(await AssembleAsync("mode", Recipe("content", mode: ArchiveEntry.FileMode))));
        Assert.True(digests.Add(await AssembleAsync("owner", Recipe("content", owner: new ArchiveOwner(1, 0)))));
    }

    [Fact]
    public async Task The_release_s_time_is_no_part_of_a_layer_whose_files_have_a_time_of_their_own()
    {
        var recipe = Recipe("content") with { FileTime = DateTimeOffset.UnixEpoch };
        await AssembleAsync("one", recipe);
        File.Delete(directory["tool"]);
        var later = await AssembleAsync("two", Recipe(null) with { FileTime = DateTimeOffset.UnixEpoch, Created = recipe.Created.AddDays(1) });
        Assert.True((await OciLayout.OpenAsync(directory["two"], None)).HasBlob(later));
    }

    [Fact]
    public async Task Platforms_share_a_layer_that_is_alike()
    {
        var recipe = Recipe("content");
        recipe = recipe with { Platforms = [recipe.Platforms[0], recipe.Platforms[0] with { Platform = ImagePlatform.Parse("linux/arm64") }] };
        var layout = await OciLayout.CreateAsync(directory["layout"], None);
        var image = await new ImageAssembler(layout).AssembleAsync(recipe, None);
        Assert.Equal(image.Platforms[0].Layers[0].Digest, image.Platforms[1].Layers[0].Digest);
    }

    [Fact]
    public async Task A_damaged_record_is_none()
    {
        var first = await AssembleAsync("one", Recipe("content"));
        foreach (var file in Directory.EnumerateFiles(directory["cache", "layers"]))
            await File.WriteAllTextAsync(file, "{", None);
        Assert.Equal(first, await AssembleAsync("two", Recipe("content")));
    }

    [Fact]
    public async Task The_store_and_the_layout_hold_one_copy()
    {
        await AssembleAsync("one", Recipe("content"));
        var blob = Directory.EnumerateFiles(directory["cache", "objects", "blobs", "sha256"]).Single();
        var names = (await Peer.Require("stat").RunAsync("-c", "%h", blob)).Succeeded().Output;
        Assert.Equal("2", names.Trim());
    }

    private async Task<Digest> AssembleAsync(string layoutName, ImageRecipe recipe)
    {
        var layout = await OciLayout.CreateAsync(directory[layoutName], None);
        var image = await new ImageAssembler(layout, records).AssembleAsync(recipe, None);
        await layout.AddReferenceAsync(image.Root, "x", None);
        return image.Root.Digest;
    }

    /// <param name="content">Written to disk when not null; the recipe then names the digest of what was written last.</param>
    private ImageRecipe Recipe(string? content, UnixFileMode mode = ArchiveEntry.ExecutableMode, ArchiveOwner? owner = null)
    {
        if (content is not null)
            directory.Write("tool", content);
        var digest = Digest.OfSha256(System.Text.Encoding.UTF8.GetBytes(content ?? "content"));
        return new ImageRecipe
        {
            Created = SampleImages.Created,
            AlwaysIndex = true,
            Platforms =
            [
                new PlatformRecipe
                {
                    Platform = ImagePlatform.Parse("linux/amd64"),
                    Layers =
                    [
                        new LayerSource
                        {
                            CreatedBy = "x",
                            Entries = [ArchiveEntry.File("bin/tool", directory["tool"], mode) with { Owner = owner ?? ArchiveOwner.Root }],
                            Contents = ImmutableDictionary<string, Digest>.Empty.Add("bin/tool", digest),
                        },
                    ],
                },
            ],
        };
    }
}
