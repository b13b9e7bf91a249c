using System.Text.Json;
using Drayage.Cli.Images;
using Drayage.Model;
using Spectre.Console;

namespace Drayage.Cli.Rendering.Images;

/// <summary>Shows a comparison: <c>-</c> the first image has, <c>+</c> the second, <c>~</c> both have and not alike.</summary>
internal static class DiffReport
{
    private const int MaxFiles = 200;

    public static void Write(Terminal terminal, ImageDiffResult result, bool json)
    {
        var document = DiffDocument.Of(result);
        if (json)
        {
            terminal.Output.WriteLine(JsonSerializer.Serialize(document, ImageJson.Readable.DiffDocument));
            return;
        }
        foreach (var platform in document.OnlyLeft)
            Line(terminal, '-', platform, 0);
        foreach (var platform in document.OnlyRight)
            Line(terminal, '+', platform, 0);
        foreach (var platform in document.Platforms)
            WritePlatform(terminal, platform);
    }

    private static void WritePlatform(Terminal terminal, PlatformDiff platform)
    {
        var word = !platform.Same ? "differs"
            : platform.LeftDigest == platform.RightDigest ? $"the same, {platform.LeftDigest}"
            : $"the same content under two manifests, {platform.LeftDigest} and {platform.RightDigest}";
        terminal.Output.WriteLine($"{platform.Platform}: {word}");
        foreach (var setting in platform.Settings)
            Line(terminal, Sign(setting.Left, setting.Right), $"{setting.Name}: {Pair(setting.Left, setting.Right)}", 1);
        if (platform.LeftLayers.Length + platform.RightLayers.Length > 0)
            terminal.Output.WriteLine($"  layers: {platform.CommonLayers} in common");
        foreach (var layer in platform.LeftLayers)
            Line(terminal, '-', $"{layer.DiffId}, {ByteCount.Text(layer.Size)}", 2);
        foreach (var layer in platform.RightLayers)
            Line(terminal, '+', $"{layer.DiffId}, {ByteCount.Text(layer.Size)}", 2);
        if (platform.Files.Length > 0)
            terminal.Output.WriteLine($"  files: {string.Join(", ", platform.Files.CountBy(file => file.Change).Select(count => $"{count.Value} {count.Key}"))}");
        foreach (var file in platform.Files.Take(MaxFiles))
            Line(terminal, Sign(file.Left, file.Right), $"{file.Path}  {Text(file.Left, file.Right)}", 2);
        if (platform.Files.Length > MaxFiles)
            terminal.Output.WriteLine($"    … and {Counted.Of(platform.Files.Length - MaxFiles, "file")} more: --json lists all");
    }

    private static char Sign(object? left, object? right) => left is null ? '+' : right is null ? '-' : '~';

    private static string Pair(string? left, string? right) => left is null || right is null ? left ?? right ?? "" : $"{left} → {right}";

    private static string Text(FileReport? left, FileReport? right)
    {
        if (left is null || right is null)
            return Facts((left ?? right)!);
        IEnumerable<(string Name, string? Left, string? Right)> facts =
        [
            ("", left.Kind, right.Kind), ("mode ", left.Mode, right.Mode), ("owner ", $"{left.UserId}:{left.GroupId}", $"{right.UserId}:{right.GroupId}"),
            ("", Size(left), Size(right)), ("to ", left.Target, right.Target), ("", Short(left), Short(right)),
        ];
        return string.Join(", ", facts.Where(fact => fact.Left != fact.Right).Select(fact => fact.Name + Pair(fact.Left, fact.Right)));
    }

    private static string Facts(FileReport file) =>
        string.Join(", ", new[] { file.Kind, "mode " + file.Mode, Size(file), file.Target is null ? null : "to " + file.Target }.OfType<string>());

    private static string? Size(FileReport file) => file.Size is { } size ? ByteCount.Text(size) : null;

    private static string? Short(FileReport file) => file.Digest is { } digest ? Digest.Parse(digest).Short : null;

    private static void Line(Terminal terminal, char sign, string text, int depth)
    {
        var colour = sign switch { '+' => "green", '-' => "red", _ => "yellow" };
        terminal.Results.MarkupLine($"{new string(' ', depth * 2)}[{colour}]{sign}[/] {Markup.Escape(text)}");
    }
}
