using System.CommandLine;

namespace Drayage.Cli.Commands.Images;

/// <summary><c>drayage image</c></summary>
internal static class ImageCommand
{
    public static Command Create(Composition composition) =>
        new("image", "Copy, show, list, remove and compare images in registries, OCI layouts and docker-archives.")
        {
            ImageCopyCommand.Create(composition),
            ImageInspectCommand.Create(composition),
            ImageListCommand.Create(composition),
            ImageRemoveCommand.Create(composition),
            ImageDiffCommand.Create(composition),
        };
}
