using System.CommandLine;
using Drayage.Cli.Images;
using Drayage.Cli.Rendering.Images;
using Drayage.Model;
using Drayage.Oci.Documents;
using Drayage.Oci.Selection;

namespace Drayage.Cli.Commands.Images;

/// <summary><c>drayage image inspect</c></summary>
internal static class ImageInspectCommand
{
    public static Command Create(Composition composition)
    {
        var image = new Argument<string>("image") { Description = ImageOptions.Forms };
        var platform = ImageOptions.Platform();
        var raw = new Option<bool>("--raw") { Description = "Print the manifest or index byte for byte." };
        var config = new Option<bool>("--config") { Description = "Print the configuration byte for byte; of an index, choose one --platform." };
        var json = SharedOptions.Json();
        var authFile = ImageOptions.AuthFile();
        var plainHttp = ImageOptions.PlainHttp();
        var command = new Command("inspect", "Show an image: platforms, layers, configuration, annotations, and what is attached to it.")
        {
            image, platform, raw, config, json, authFile, plainHttp,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var access = new RegistryAccess(composition, parsed.GetValue(authFile), parsed.GetValue(plainHttp));
            var platforms = ImageOptions.ParsePlatforms(parsed.GetValue(platform)!);
            var named = await ImageOptions.Finder(composition, access).FindAsync(parsed.GetValue(image)!, cancellationToken);
            return await ImageOptions.ExplainAsync($"image {named.Name} cannot be read", async () =>
            {
                var chosen = await PlatformChoice.ChooseAsync(named.Source, named.Root, platforms, named.Name, cancellationToken);
                if (parsed.GetValue(raw))
                    await WriteAsync(chosen.Root.Bytes, cancellationToken);
                else if (parsed.GetValue(config))
                    await WriteAsync(await ConfigAsync(named, chosen, cancellationToken), cancellationToken);
                else
                    ImageReport.Write(composition.Terminal, await ImageSurvey.ReadAsync(named, chosen, cancellationToken), parsed.GetValue(json));
                return (int)ExitCode.Done;
            });
        });
        return command;
    }

    private static async Task<byte[]> ConfigAsync(NamedImage named, ChosenImage chosen, CancellationToken cancellationToken) =>
        chosen.Root is ManifestDocument.Image image
            ? await ConfigReader.ReadBytesAsync(chosen.Source, image, cancellationToken)
            : throw new ReleaseException(
                ExitCode.Usage,
                $"image {named.Name} has a configuration for each platform",
                $"its platforms are {string.Join(", ", PlatformChoice.PlatformsOf(((ManifestDocument.Index)chosen.Root).Content))}",
                "choose one with --platform");

    private static async Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        await using var output = Console.OpenStandardOutput();
        await output.WriteAsync(bytes, cancellationToken);
    }
}
