using System.Collections.Immutable;
using System.Text;
using Drayage.Model;
using Drayage.Model.Planning;
using Drayage.Model.Recipes;
using Drayage.Model.Targets;
using Drayage.Model.Waybills;
using Drayage.Sealing.Waybills;
using Xunit;

namespace Drayage.Tests.Sealing.Waybills;

public sealed class RecipeTests
{
    private static readonly Digest Program = Digest.OfSha256("program"u8);

    private static Recipe.Image Image { get; } = new()
    {
        Artifact = "tide-1.0.0",
        WrittenBy = "drayage 1 on a runtime",
        Created = 1_700_000_000,
        FileTime = 1,
        Format = ImageFormat.Docker,
        Compression = LayerCompression.Gzip,
        Base = new RecipeBase($"registry.example/base@{Program}", "registry.example/base:12"),
        Config = new ContainerConfig
        {
            Entrypoint = ["/usr/bin/tide"],
            Environment = ImmutableSortedDictionary<string, string>.Empty.Add("b", "2").Add("A", "1"),
            User = "65532",
            Healthcheck = new ImageHealthcheck { Test = ["CMD", "tide"], Interval = TimeSpan.FromMilliseconds(1500), Retries = 3 },
        },
        Annotations = ImmutableSortedDictionary<string, string>.Empty.Add("org.opencontainers.image.title", "tide"),
        Platforms =
        [
            new RecipePlatform(new TargetPlatform("linux", "arm64"),
            [
                new RecipeLayer { CreatedBy = "files", Directories = [new PackedDirectory("data", 0b111_000_000, 7, 8)], Whiteouts = ["etc/motd"] },
                new RecipeLayer { CreatedBy = "binaries", Files = [new RecipeFile("usr/bin/tide", 0b111_101_101, 0, 0, new RecipeContent(Program, 7, new ReleasedPlace("tide.tar.gz", "tide/tide")))] },
            ]),
        ],
    };

    private static Recipe.OciArtifact Chart { get; } = new()
    {
        Artifact = "tide-chart-1.0.0-oci",
        Config = new RecipeBlob("application/config", new RecipeContent(Program, 7, new ReleasedPlace("context.tar.gz", "context/Chart.json"))),
        Layers = [new RecipeBlob("application/chart", new RecipeContent(Program, 7, new ReleasedPlace("tide-1.0.0.tgz", Path: null)))],
    };

    [Fact]
    public void What_is_written_reads_back()
    {
        var written = WaybillCodec.Write(With(Image, Chart));
        var read = WaybillCodec.Read(written);
        Assert.Equal(Encoding.UTF8.GetString(written), Encoding.UTF8.GetString(WaybillCodec.Write(read)));
        var image = Assert.IsType<Recipe.Image>(read.Recipes[0]);
        Assert.Equal((Image.Base, Image.Config.Healthcheck!.Interval, ImageFormat.Docker), (image.Base, image.Config.Healthcheck!.Interval, image.Format));
        Assert.Equal(Image.Platforms[0].Layers[1].Files.AsEnumerable(), image.Platforms[0].Layers[1].Files);
        Assert.Equal(Image.Platforms[0].Layers[0].Directories.AsEnumerable(), image.Platforms[0].Layers[0].Directories);
        Assert.Equal(["etc/motd"], image.Platforms[0].Layers[0].Whiteouts);
        Assert.Equal(Chart.Layers.AsEnumerable(), Assert.IsType<Recipe.OciArtifact>(read.Recipes[1]).Layers);
    }

    [Fact]
    public void An_artifact_without_a_config_keeps_the_annotations_of_its_files()
    {
        var titles = ImmutableSortedDictionary<string, string>.Empty.Add("title", "tide.whl").Add("Requires", ">=3.9");
        var python = Chart with { ArtifactType = "application/release", Config = null, Layers = [Chart.Layers[0] with { Annotations = titles }] };
        var read = Assert.IsType<Recipe.OciArtifact>(WaybillCodec.Read(WaybillCodec.Write(With(python))).Recipes[0]);
        Assert.Null(read.Config);
        Assert.Equal("application/release", read.ArtifactType);
        Assert.Equal([KeyValuePair.Create("Requires", ">=3.9"), KeyValuePair.Create("title", "tide.whl")], read.Layers[0].Annotations);
        Assert.Equal(Chart.Layers[0].Content, Assert.Single(read.Contents));
    }

    [Fact]
    public void Names_stand_in_the_order_of_their_bytes_wherever_they_are_read()
    {
        var read = Assert.IsType<Recipe.Image>(WaybillCodec.Read(WaybillCodec.Write(With(Image))).Recipes[0]);
        Assert.Equal(["A", "b"], read.Config.Environment.Keys);
    }

    [Theory]
    [InlineData("\"mode\":\"0755\"", "\"mode\":\"0855\"", "octal")]
    [InlineData("\"format\":\"docker\"", "\"format\":\"flat\"", "'flat'")]
    public void What_no_version_1_says_is_a_format_error(string said, string instead, string problem)
    {
        var text = Encoding.UTF8.GetString(WaybillCodec.Write(With(Image)));
        var other = text.Replace(said, instead, StringComparison.Ordinal);
        Assert.NotEqual(text, other);
        var refused = Assert.Throws<FormatException>(() => WaybillCodec.Read(Encoding.UTF8.GetBytes(other)));
        Assert.Contains(problem, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fields_of_later_writers_are_no_obstacle()
    {
        var text = Encoding.UTF8.GetString(WaybillCodec.Write(With(Image)));
        var later = text.Replace("\"createdBy\":", "\"squash\":true,\"createdBy\":", StringComparison.Ordinal);
        Assert.Equal(text, Encoding.UTF8.GetString(WaybillCodec.Write(WaybillCodec.Read(Encoding.UTF8.GetBytes(later)))));
    }

    private static Waybill With(params ImmutableArray<Recipe> recipes) => new()
    {
        Project = "tidewater",
        Commit = new string('a', 40),
        CommitTime = 1,
        Components = [],
        Artifacts = [],
        Consignments = [],
        Recipes = recipes,
    };
}
