using Drayage.Model;
using Drayage.Oci.Documents;
using Drayage.Oci.Layouts;
using Drayage.Testing;
using Xunit;

namespace Drayage.Tests.Oci.Layouts;

public sealed class OciLayoutTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();
    private static CancellationToken None => TestContext.Current.CancellationToken;

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task A_directory_that_is_no_layout_is_named_with_the_cause()
    {
        var failure = await Assert.ThrowsAsync<ReleaseException>(() => OciLayout.OpenAsync(directory.Path, None));
        Assert.Contains(directory.Path, failure.Message, StringComparison.Ordinal);
        Assert.Contains("oci-layout is missing", failure.Because, StringComparison.Ordinal);
        directory.Write("oci-layout", """{"imageLayoutVersion":"9.0.0"}""");
        failure = await Assert.ThrowsAsync<ReleaseException>(() => OciLayout.OpenAsync(directory.Path, None));
        Assert.Contains("9.0.0", failure.Because, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_are_moved_and_entries_listed_once()
    {
        var (layout, image) = await SampleImages.AssembleAsync(directory.Path, SampleImages.Recipe("linux/amd64", "linux/arm64"));
        var first = image.Platforms[0].Manifest;
        var second = image.Platforms[1].Manifest;
        await layout.AddReferenceAsync(first, "1.0", None);
        await layout.AddReferenceAsync(second, "1.0", None);
        await layout.AddReferenceAsync(first, null, None);
        await layout.AddReferenceAsync(first, null, None);
        Assert.Equal(second.Digest, (await layout.ResolveAsync("1.0", None))!.Digest);
        Assert.Equal(first.Digest, (await layout.ResolveAsync(first.Digest.ToString(), None))!.Digest);
        Assert.Equal(3, (await layout.ReadIndexAsync(None)).Length);
        Assert.Null(await layout.ResolveAsync("2.0", None));
    }

    [Fact]
    public async Task Writers_side_by_side_lose_nothing()
    {
        var layouts = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => OciLayout.CreateAsync(directory.Path, None)));
        await Parallel.ForEachAsync(Enumerable.Range(0, 40), None, async (number, token) =>
        {
            var layout = layouts[number % layouts.Length];
            var digest = await layout.WriteBlobAsync(new byte[] { (byte)(number / 2) }, token);
            await layout.AddReferenceAsync(new Descriptor { MediaType = "x/y", Digest = digest, Size = 1 }, $"n{number}", token);
        });
        Assert.Equal(40, (await layouts[0].ReadIndexAsync(None)).Length);
        Assert.Empty(await LayoutValidator.ValidateAsync(layouts[0], None));
        Assert.DoesNotContain(Directory.EnumerateFiles(directory.Path, "*.partial", SearchOption.AllDirectories), _ => true);
    }

    [Fact]
    public async Task A_blob_that_is_not_what_was_announced_does_not_appear()
    {
        var layout = await OciLayout.CreateAsync(directory.Path, None);
        var announced = new Descriptor { MediaType = "x/y", Digest = Digest.OfSha256("right"u8), Size = 5 };
        var failure = await Assert.ThrowsAsync<ReleaseException>(() => layout.WriteBlobAsync(announced, new MemoryStream("wrong"u8.ToArray()), None));
        Assert.Contains(Digest.OfSha256("wrong"u8).ToString(), failure.Because, StringComparison.Ordinal);
        Assert.False(layout.HasBlob(announced.Digest));
        await Assert.ThrowsAsync<ReleaseException>(() => layout.WriteBlobAsync(announced, new MemoryStream("rig"u8.ToArray()), None));
        Assert.Empty(Directory.EnumerateFiles(directory["blobs", "sha256"]));
    }

    [Fact]
    public async Task Content_named_by_sha512_is_checked_by_sha512()
    {
        var layout = await OciLayout.CreateAsync(directory.Path, None);
        var digest = Digest.FromHash(Digest.Sha512, System.Security.Cryptography.SHA512.HashData("right"u8));
        var descriptor = new Descriptor { MediaType = "x/y", Digest = digest, Size = 5 };
        await layout.WriteBlobAsync(descriptor, new MemoryStream("right"u8.ToArray()), None);
        Assert.Equal("right"u8.ToArray(), await layout.ReadBlobAsync(descriptor, None));
    }

    [Fact]
    public async Task A_sound_layout_has_no_problems() =>
        Assert.Empty(await LayoutValidator.ValidateAsync(
            (await SampleImages.AssembleAsync(directory.Path, SampleImages.Recipe("linux/amd64", "linux/arm64"))).Layout, None));

    [Fact]
    public async Task Every_kind_of_damage_is_found_and_placed()
    {
        var (layout, image) = await SampleImages.AssembleAsync(directory.Path, SampleImages.Recipe("linux/amd64", "linux/arm64"));
        var layer = image.Platforms[0].Layers[0];
        var bytes = await File.ReadAllBytesAsync(layout.PathOf(layer.Digest), None);
        bytes[^9] ^= 1;
        await File.WriteAllBytesAsync(layout.PathOf(layer.Digest), bytes, None);
        File.Delete(layout.PathOf(image.Platforms[1].Config.Digest));
        var problems = await LayoutValidator.ValidateAsync(layout, None);
        Assert.Contains(problems, problem => problem.Digest == layer.Digest && problem.Trail.EndsWith(layer.Digest.Short, StringComparison.Ordinal));
        Assert.Contains(problems, problem => problem.Digest == image.Platforms[1].Config.Digest && problem.Message.Contains("does not hold it", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_diff_id_that_is_not_the_layer_s_is_found()
    {
        var (layout, image) = await SampleImages.AssembleAsync(directory.Path, SampleImages.Recipe("linux/amd64"));
        var manifest = ((ManifestDocument.Image)await layout.ReadManifestAsync(image.Root, None)).Manifest;
        var config = ConfigDocument.Parse(await layout.ReadBlobAsync(manifest.Config, None), manifest.Config.MediaType).Config;
        var wrong = ConfigDocument.Of(config with { RootFs = config.RootFs with { DiffIds = [Digest.OfSha256("other"u8)] } });
        await layout.WriteBlobAsync(wrong.Bytes, None);
        var document = ManifestDocument.Of(manifest with { Config = wrong.Descriptor });
        await layout.WriteManifestAsync(document, None);
        await layout.AddReferenceAsync(document.Descriptor, "wrong", None);
        var problem = Assert.Single(await LayoutValidator.ValidateAsync(layout, None));
        Assert.Contains("the configuration says", problem.Message, StringComparison.Ordinal);
    }
}
