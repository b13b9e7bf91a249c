using System.Collections.Immutable;
using System.Text.Json;
using Drayage.Cli.Images;

namespace Drayage.Cli.Rendering.Images;

/// <summary>Shows the names of a place.</summary>
internal static class ImageListReport
{
    public static void Write(Terminal terminal, string place, ImmutableArray<ListedImage> images, bool namesAlone, bool json)
    {
        if (json)
        {
            var document = new ImageListDocument(place, [.. images.Select(ListedImageReport.Of)]);
            terminal.Output.WriteLine(JsonSerializer.Serialize(document, ImageJson.Readable.ImageListDocument));
            return;
        }
        if (namesAlone)
        {
            foreach (var image in images)
                terminal.Output.WriteLine(image.Name ?? image.Digest?.ToString());
            return;
        }
        var table = new ResultTable(new("name") { IsName = true }, new("digest") { IsName = true }, "platforms");
        foreach (var image in images)
        {
            table.AddRow(
                image.Name ?? "(no name)",
                image.Digest?.ToString() ?? "gone",
                image.Platforms.IsEmpty ? image.Kind ?? "" : string.Join(", ", image.Platforms));
        }
        table.Write(terminal);
    }
}

/// <summary>The output of <c>drayage image ls --json</c>.</summary>
internal sealed record ImageListDocument(string Place, ImmutableArray<ListedImageReport> Images);

internal sealed record ListedImageReport(string? Name, string? Digest, ImmutableArray<string> Platforms, string? ArtifactType)
{
    public static ListedImageReport Of(ListedImage image) =>
        new(image.Name, image.Digest?.ToString(), [.. image.Platforms.Select(platform => platform.ToString())], image.Kind);
}
