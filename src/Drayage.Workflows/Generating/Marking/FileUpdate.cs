using System.Collections.Immutable;
using System.Text;
using Drayage.Model;

namespace Drayage.Workflows.Generating.Marking;

/// <summary>What generating does to one file.</summary>
/// <param name="Path">Relative to the repository.</param>
/// <param name="Before">Null where there is no file.</param>
/// <param name="After">Equal to <paramref name="Before"/> where nothing is to be done.</param>
/// <param name="Edits">Generated lines that somebody changed, as <c>path:line:1</c>. They are lost with <paramref name="After"/>.</param>
public sealed record FileUpdate(string Path, string? Before, string After, ImmutableArray<string> Edits)
{
    private const char ByteOrderMark = '\uFEFF';

    public bool IsStale => Before != After;

    /// <param name="file">What is generated now.</param>
    /// <param name="present">The file's text, or null where there is none.</param>
    /// <exception cref="ReleaseException">Its marks are not pairs.</exception>
    public static FileUpdate Of(GeneratedFile file, string? present)
    {
        if (present is null)
            return new FileUpdate(file.Path, null, file.Text, []);
        var text = present.TrimStart(ByteOrderMark).Replace("\r\n", "\n", StringComparison.Ordinal);
        var read = PresentFile.Read(text, file.Path);
        if (!read.Regions.Any())
            return new FileUpdate(file.Path, present, file.Text, text.Trim().Length == 0 ? [] : [$"{file.Path}:1:1: the file was not generated"]);
        var merged = Merge(file, read);
        var edits = read.Regions.Where(region => region.IsEdited && file.Regions.FirstOrDefault(now => now.Id == region.Id)?.Text != region.Text)
            .Select(region => $"{file.Path}:{LineOf(region, file)}:1: changed by hand in region '{region.Id}'");
        return new FileUpdate(file.Path, present, Restore(merged, present), [.. edits]);
    }

    /// <summary>Regions take the place of those of their name; new ones follow the one that they follow in the generated file.</summary>
    private static string Merge(GeneratedFile file, PresentFile present)
    {
        var there = present.Regions.Select(region => region.Id).ToHashSet(StringComparer.Ordinal);
        var text = new StringBuilder();
        AppendNew(text, file.Regions.TakeWhile(region => !there.Contains(region.Id)));
        foreach (var piece in present.Pieces)
        {
            switch (piece)
            {
                case PresentFile.Piece.Free free:
                    text.Append(free.Text);
                    break;
                case PresentFile.Piece.Region region when file.Regions.FirstOrDefault(now => now.Id == region.Id) is { } now:
                    text.Append(now.Marked);
                    AppendNew(text, file.Regions.SkipWhile(other => other.Id != region.Id).Skip(1).TakeWhile(other => !there.Contains(other.Id)));
                    break;
            }
        }

        return text.ToString();
    }

    private static void AppendNew(StringBuilder text, IEnumerable<MarkedRegion> regions)
    {
        foreach (var region in regions)
            text.Append(region.Marked);
    }

    /// <summary>The first line that is not as it is generated now; where the mark does not fit an unchanged text, the mark's.</summary>
    private static int LineOf(PresentFile.Piece.Region region, GeneratedFile file)
    {
        var now = file.Regions.FirstOrDefault(other => other.Id == region.Id)?.Text.Split('\n') ?? [];
        var lines = region.Text.Split('\n');
        var same = lines.Zip(now).TakeWhile(pair => pair.First == pair.Second).Count();
        return region.Line + 1 + Math.Min(same, lines.Length - 1);
    }

    private static string Restore(string merged, string present)
    {
        var lines = present.Contains("\r\n", StringComparison.Ordinal) ? merged.Replace("\n", "\r\n", StringComparison.Ordinal) : merged;
        return present.StartsWith(ByteOrderMark) ? ByteOrderMark + lines : lines;
    }
}
