using System.CommandLine;
using Drayage.Cli.Images;
using Drayage.Cli.Rendering.Images;
using Drayage.Model;

namespace Drayage.Cli.Commands.Images;

/// <summary><c>drayage image diff</c></summary>
internal static class ImageDiffCommand
{
    public static Command Create(Composition composition)
    {
        var left = new Argument<string>("left") { Description = ImageOptions.Forms };
        var right = new Argument<string>("right") { Description = "What to compare with, in the same forms." };
        var platform = ImageOptions.Platform();
        var noFiles = new Option<bool>("--no-files") { Description = "Compare settings and lists of layers, and read no layer." };
        var json = SharedOptions.Json();
        var authFile = ImageOptions.AuthFile();
        var plainHttp = ImageOptions.PlainHttp();
        var command = new Command("diff", "Compare two images by settings, layers and files, for each platform. Exit code 1 when they differ.")
        {
            left, right, platform, noFiles, json, authFile, plainHttp,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var access = new RegistryAccess(composition, parsed.GetValue(authFile), parsed.GetValue(plainHttp));
            var finder = ImageOptions.Finder(composition, access);
            var platforms = ImageOptions.ParsePlatforms(parsed.GetValue(platform)!);
            var first = await finder.FindAsync(parsed.GetValue(left)!, cancellationToken);
            var second = await finder.FindAsync(parsed.GetValue(right)!, cancellationToken);
            var result = await ImageOptions.ExplainAsync(
                $"images {first.Name} and {second.Name} cannot be compared",
                () => ImageDiffRun.RunAsync(first, second, platforms, !parsed.GetValue(noFiles), cancellationToken));
            DiffReport.Write(composition.Terminal, result, parsed.GetValue(json));
            return (int)(result.IsSame ? ExitCode.Done : ExitCode.Refused);
        });
        return command;
    }
}
