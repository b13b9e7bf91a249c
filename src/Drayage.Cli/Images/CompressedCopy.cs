using System.Collections.Immutable;
using Drayage.Oci.Archives;
using Drayage.Oci.Documents;
using Drayage.Oci.References;
using Drayage.Oci.Selection;

namespace Drayage.Cli.Images;

/// <summary>Copies out of docker-archives, whose layers are plain, to where layers are expected to be compressed.</summary>
internal static class CompressedCopy
{
    public static bool IsMeant(NamedImage named, ChosenImage chosen, ImmutableArray<ImageLocation> locations) =>
        named.Source is DockerArchive
        && chosen.Root is ManifestDocument.Image image
        && CompressedImage.IsNeeded(image)
        && locations.Any(location => location is not ImageLocation.InArchive);

    public static async Task<CopyResult> RunAsync(
        ImageCopyRun run, NamedImage named, ChosenImage chosen, ImmutableArray<ImageLocation> locations, CancellationToken cancellationToken)
    {
        var directory = Directory.CreateTempSubdirectory("drayage-layers-");
        try
        {
            var compressed = await CompressedImage.CreateAsync(chosen.Source, (ManifestDocument.Image)chosen.Root, directory.FullName, cancellationToken);
            return await run.RunAsync(named, new ChosenImage(compressed, compressed.Image, compressed.Image), locations, cancellationToken);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }
}
