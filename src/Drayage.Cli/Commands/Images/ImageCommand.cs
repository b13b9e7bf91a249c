using System.CommandLine;

namespace Drayage.Cli.Commands.Images;

/// <summary><c>drayage image</c></summary>
internal static class ImageCommand
{
    public static Command Create(Composition composition) =>
        new("image", "Copy, show, list, remove and compare images in registries, OCI layouts and docker-archives, and what is attached to them.")
        {
            ImageCopyCommand.Create(composition),
            ImageInspectCommand.Create(composition),
            ImageListCommand.Create(composition),
            ImageRemoveCommand.Create(composition),
            ImageDiffCommand.Create(composition),
            ImageAttachCommand.Create(composition),
            ImagePullCommand.Create(composition),
        };
}
