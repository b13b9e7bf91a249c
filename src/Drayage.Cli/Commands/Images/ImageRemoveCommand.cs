using System.Collections.Immutable;
using System.CommandLine;
using System.Text.Json;
using Drayage.Cli.Images;
using Drayage.Cli.Rendering.Images;
using Drayage.Model;

namespace Drayage.Cli.Commands.Images;

/// <summary><c>drayage image rm</c></summary>
internal static class ImageRemoveCommand
{
    public static Command Create(Composition composition)
    {
        var images = new Argument<string[]>("images") { Description = "host/repository:tag, host/repository@sha256:… or oci:DIR:NAME", Arity = ArgumentArity.OneOrMore };
        var keep = new Option<bool>("--keep-blobs") { Description = "In a layout, leave the blobs that nothing names any more." };
        var json = SharedOptions.Json();
        var authFile = ImageOptions.AuthFile();
        var plainHttp = ImageOptions.PlainHttp();
        var command = new Command("rm", "Remove a tag, a manifest by its digest with all its tags, or a reference of a layout.") { images, keep, json, authFile, plainHttp };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var access = new RegistryAccess(composition, parsed.GetValue(authFile), parsed.GetValue(plainHttp));
            var removal = new ImageRemoval(access, composition.Environment.CurrentDirectory, parsed.GetValue(keep));
            // All are looked at before the first one goes: a slip of the pen in the last costs nothing.
            var named = parsed.GetValue(images)!.Select(removal.Check).ToList();
            var removed = ImmutableArray.CreateBuilder<RemovedImage>();
            foreach (var location in named)
            {
                removed.Add(await removal.RemoveAsync(location, cancellationToken));
                if (!parsed.GetValue(json))
                    composition.Terminal.Output.WriteLine(removed[^1].ToText());
            }
            if (parsed.GetValue(json))
                composition.Terminal.Output.WriteLine(JsonSerializer.Serialize(new ImageRemovalDocument(removed.ToImmutable()), ImageJson.Readable.ImageRemovalDocument));
            return (int)ExitCode.Done;
        });
        return command;
    }
}
