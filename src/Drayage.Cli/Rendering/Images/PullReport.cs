using System.Collections.Immutable;
using System.Text.Json;
using Drayage.Cli.Images;

namespace Drayage.Cli.Rendering.Images;

/// <summary>Tells what was written where.</summary>
internal static class PullReport
{
    public static void Write(Terminal terminal, NamedImage named, ImmutableArray<PulledFile> files, bool json)
    {
        if (json)
        {
            var document = new PullDocument(
                named.Name, [.. files.Select(file => new PulledFileReport(file.Path, file.MediaType, file.Digest.ToString(), file.Size, file.IsNew))]);
            terminal.Output.WriteLine(JsonSerializer.Serialize(document, ImageJson.Readable.PullDocument));
            return;
        }
        foreach (var file in files)
            terminal.Output.WriteLine($"{(file.IsNew ? "wrote" : "has  ")} {file.Path}  {file.MediaType}, {ByteCount.Text(file.Size)}");
    }
}

/// <summary>The output of <c>drayage image pull --json</c>. Sizes are bytes.</summary>
internal sealed record PullDocument(string Image, ImmutableArray<PulledFileReport> Files);

/// <param name="Written">False when the file was there with the same content.</param>
internal sealed record PulledFileReport(string Path, string MediaType, string Digest, long Size, bool Written);
