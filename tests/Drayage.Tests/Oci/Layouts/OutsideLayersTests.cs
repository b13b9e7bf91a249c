using System.Collections.Immutable;
using Drayage.Model;
using Drayage.Oci.Layouts;
using Drayage.Oci.References;
using Drayage.Testing;
using Xunit;

namespace Drayage.Tests.Oci.Layouts;

/// <summary>What a layout says of a base that it does not hold, and what happens when it lies.</summary>
public sealed class OutsideLayersTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();
    private static CancellationToken None => TestContext.Current.CancellationToken;

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task A_layout_without_the_annotation_holds_all()
    {
        var (layout, image) = await SampleImages.AssembleAsync(directory.Path, SampleImages.Recipe("linux/amd64"));
        Assert.Null(await OutsideLayers.FindAsync(layout, image.Root, None));
    }

    [Theory]
    [InlineData("not a reference")]
    [InlineData("example.org/base:1")]
    [InlineData("example.org/base@sha256:0000000000000000000000000000000000000000000000000000000000000000")]
    public async Task An_annotation_that_leads_nowhere_is_refused_and_found_by_the_validator(string text)
    {
        var (layout, image) = await SampleImages.AssembleAsync(directory.Path, SampleImages.Recipe("linux/amd64"));
        var entry = image.Root with { Annotations = ImmutableSortedDictionary<string, string>.Empty.Add(OutsideLayers.Annotation, text) };
        var failure = await Assert.ThrowsAsync<ReleaseException>(() => OutsideLayers.FindAsync(layout, entry, None));
        Assert.Contains(text, failure.Because, StringComparison.Ordinal);
        await layout.AddReferenceAsync(entry, "lying", None);
        Assert.NotEmpty(await LayoutValidator.ValidateAsync(layout, None));
    }

    [Fact]
    public async Task Only_layers_of_the_base_may_be_lacking_and_only_for_the_platforms_that_are_there()
    {
        var (layout, image) = await SampleImages.AssembleAsync(directory.Path, SampleImages.Recipe("linux/amd64", "linux/arm64"));
        var entry = OutsideLayers.Mark(image.Root, ImageReference.Parse($"example.org/base@{image.Root.Digest}"));
        File.Delete(layout.PathOf(image.Platforms[1].Manifest.Digest));
        var outside = (await OutsideLayers.FindAsync(layout, entry, None))!;
        Assert.Equal([image.Platforms[0].Layers[0].Digest], outside.Digests);
    }
}
