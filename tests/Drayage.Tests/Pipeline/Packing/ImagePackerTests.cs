using System.Collections.Immutable;
using Drayage.Model.Artifacts;
using Drayage.Model.Components;
using Drayage.Model.Planning;
using Drayage.Model.Targets;
using Drayage.Oci.Assembly;
using Drayage.Oci.Documents;
using Drayage.Oci.Layouts;
using Drayage.Pipeline.Building.Execution;
using Drayage.Pipeline.Layout;
using Drayage.Pipeline.Packing;
using Drayage.Pipeline.Planning;
using Drayage.Platform.Storage;
using Drayage.Testing;
using Xunit;
using ImageSettings = Drayage.Model.Planning.ImageSettings;

namespace Drayage.Tests.Pipeline.Packing;

public sealed class ImagePackerTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();
    private static CancellationToken None => TestContext.Current.CancellationToken;

    public ImagePackerTests() => directory.Write("etc/tide.conf", "a = 1\n");

    public void Dispose() => directory.Dispose();

    [Theory]
    [InlineData(ImageFormat.Oci, MediaTypes.OciIndex)]
    [InlineData(ImageFormat.Docker, MediaTypes.DockerManifestList)]
    public async Task An_unchanged_image_is_found_again_in_either_format(ImageFormat format, string mediaType)
    {
        var settings = new ImageSettings { Format = format, Directories = [new PackedDirectory("data", 0b111_000_000, 7, 8)] };
        var first = await PackAsync(settings, time: 1_700_000_000);
        Assert.Equal(first, await PackAsync(settings, time: 1_700_000_000));
        var layout = await OciLayout.OpenAsync(directory["dist", "images"], None);
        Assert.Equal(mediaType, (await layout.ReadIndexAsync(None)).Single().MediaType);
        Assert.Empty(await LayoutValidator.ValidateAsync(layout, None));
    }

    [Theory]
    [InlineData(FileTimes.Fixed, 1)]
    [InlineData(FileTimes.Commit, 2)]
    public async Task A_new_release_shares_unchanged_layers_unless_files_take_its_time(FileTimes times, int layers)
    {
        var settings = new ImageSettings { FileTimes = times };
        Assert.NotEqual(await PackAsync(settings, time: 1_700_000_000), await PackAsync(settings, time: 1_800_000_000));
        Assert.Equal(layers, Directory.EnumerateFiles(directory[".drayage", "layers"]).Count());
    }

    private async Task<Artifact> PackAsync(ImageSettings settings, long time)
    {
        var layout = new WorkLayout(directory.Path);
        var layers = new LayerRecords(layout.LayerRecords, new ContentStore(layout.ObjectStore));
        var bases = new BaseImages(directory.Path, new HttpClient(), Drayage.Oci.Distribution.Credentials.StaticCredentials.Anonymous, TimeProvider.System);
        var image = new PackStep.Image
        {
            Id = "it/image",
            Component = ComponentId.Parse("it"),
            Output = ArtifactName.Parse("it-1.0.0"),
            Repository = "it",
            Platforms =
            [
                new PlatformImage(new TargetPlatform("linux", "amd64"), [new PackedFile(new PackSource.RepositoryFile("etc/tide.conf"), "etc/tide.conf", 0b110_100_100)]),
            ],
            Settings = settings,
        };
        var sources = new PackSources(directory.Path, new BuildOutputs(ImmutableSortedDictionary<string, ImmutableArray<BuiltFile>>.Empty));
        var recipes = new RecipeWriter(sources, ReleasedSources.None, "these tests");
        var source = new SourceRevision(new string('0', 40), time, IsDirty: false);
        return (await new ImagePacker(layout, new PackRecords(layout), layers, bases).PackAsync(image, source, sources, recipes, None)).Artifact;
    }
}
