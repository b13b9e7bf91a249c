using Drayage.Oci.Assembly;
using Drayage.Oci.Documents;
using Drayage.Oci.Layouts;
using Drayage.Platform.Archives;
using Drayage.Platform.Processes;

namespace Drayage.Benchmarks;

/// <summary><c>layer DIRECTORY LAYOUT</c>: this program as a contender, which makes an image of one layer by Drayage's own assembler.</summary>
internal static class LayerVerb
{
    public const string Name = "layer";

    public static async Task<int> RunAsync(string directory, string layout)
    {
        NativeHeap.ReturnFreed();
        OciLayout output = await OciLayout.CreateAsync(layout, CancellationToken.None);
        var recipe = new ImageRecipe
        {
            Created = DateTimeOffset.UnixEpoch,
            Platforms =
            [
                new PlatformRecipe
                {
                    Platform = ImagePlatform.Parse("linux/amd64"),
                    Layers = [new LayerSource { CreatedBy = Name, Entries = ArchiveTree.Read(directory, "") }],
                },
            ],
        };
        AssembledImage image = await new ImageAssembler(output).AssembleAsync(recipe, CancellationToken.None);
        Console.WriteLine(image.Platforms[0].Layers[0].Size);
        return 0;
    }
}
