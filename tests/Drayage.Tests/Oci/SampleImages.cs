using System.Collections.Immutable;
using Drayage.Oci.Assembly;
using Drayage.Oci.Documents;
using Drayage.Oci.Layouts;
using Drayage.Platform.Archives;
using Xunit;

namespace Drayage.Tests.Oci;

/// <summary>Small images to send about.</summary>
internal static class SampleImages
{
    public static DateTimeOffset Created { get; } = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000);

    public static ImageRecipe Recipe(params string[] platforms) => new()
    {
        Created = Created,
        Platforms = [.. platforms.Select(Platform)],
        Annotations = ImmutableSortedDictionary<string, string>.Empty.Add(ImageAnnotations.Source, "https://example.org/acme/tool"),
    };

    public static PlatformRecipe Platform(string platform) => new()
    {
        Platform = ImagePlatform.Parse(platform),
        Layers =
        [
            new LayerSource
            {
                CreatedBy = "binaries",
                Entries =
                [
                    ArchiveEntry.Text("usr/bin/tool", "binary for " + platform, ArchiveEntry.ExecutableMode),
                    ArchiveEntry.Text("etc/tool.conf", "a = 1\n"),
                ],
            },
        ],
        Settings = new ImageSettings
        {
            Entrypoint = ["/usr/bin/tool"],
            User = "65532:65532",
            Environment = [KeyValuePair.Create("PATH", "/usr/bin"), KeyValuePair.Create("LANG", "C.UTF-8")],
            ExposedPorts = ["8080", "53/udp"],
            Labels = ImmutableSortedDictionary<string, string>.Empty.Add("b", "2").Add("a", "1+1"),
            WorkingDirectory = "/",
            StopSignal = "SIGINT",
        },
    };

    /// <summary>An image with one layer of random bytes, which do not compress.</summary>
    public static ImageRecipe Large(int size)
    {
        var bytes = new byte[size];
        new Random(size).NextBytes(bytes);
        var platform = Platform("linux/amd64");
        return Recipe() with
        {
            Platforms = [platform with { Layers = [new LayerSource { CreatedBy = "data", Entries = [ArchiveEntry.Bytes("data", bytes)] }] }],
        };
    }

    /// <summary>Assembles into a new layout and lists the image there as <c>sample</c>.</summary>
    public static async Task<(OciLayout Layout, AssembledImage Image)> AssembleAsync(string directory, ImageRecipe recipe)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var layout = await OciLayout.CreateAsync(directory, cancellationToken);
        var image = await new ImageAssembler(layout).AssembleAsync(recipe, cancellationToken);
        await layout.AddReferenceAsync(image.Root, "sample", cancellationToken);
        return (layout, image);
    }
}
