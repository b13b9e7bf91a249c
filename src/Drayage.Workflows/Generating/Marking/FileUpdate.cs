using System.Collections.Immutable;
using Drayage.Model;

namespace Drayage.Workflows.Generating.Marking;

/// <summary>What generating does to one file.</summary>
/// <param name="Path">Relative to the repository.</param>
/// <param name="Before">Null where there is no file.</param>
/// <param name="After">Equal to <paramref name="Before"/> where nothing is to be done; null where the file is to go.</param>
/// <param name="Edits">Lines that somebody wrote or changed, as <c>path:line:1</c>. They are lost with <paramref name="After"/>.</param>
public sealed record FileUpdate(string Path, string? Before, string? After, ImmutableArray<string> Edits)
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
        var text = Plain(present);
        var read = PresentFile.Read(text, file.Path);
        if (!read.Regions.Any())
            return new FileUpdate(file.Path, present, file.Text, text.Trim().Length == 0 ? [] : [$"{file.Path}:1:1: the file was not generated"]);
        var (merged, lost) = RegionMerge.Of(file, read);
        return new FileUpdate(file.Path, present, Restore(merged, present), [.. Changed(read, file).Concat(lost)]);
    }

    /// <summary>Of a file that was generated once and is no more; null where it is somebody's own.</summary>
    /// <exception cref="ReleaseException">Its marks are not pairs.</exception>
    public static FileUpdate? Gone(string path, string present)
    {
        var read = PresentFile.Read(Plain(present), path);
        if (!read.Regions.Any())
            return null;
        var written = read.Pieces.OfType<PresentFile.Piece.Free>().Where(free => free.Text.Trim().Length > 0)
            .Select(free => $"{path}:{free.Line}:1: written by hand into a file that is no longer generated");
        return new FileUpdate(path, present, After: null, [.. Changed(read, new GeneratedFile(path, [])).Concat(written)]);
    }

    private static string Plain(string present) => present.TrimStart(ByteOrderMark).Replace("\r\n", "\n", StringComparison.Ordinal);

    private static IEnumerable<string> Changed(PresentFile present, GeneratedFile file) => present.Regions
        .Where(region => region.IsEdited && file.Regions.FirstOrDefault(now => now.Id == region.Id)?.Text != region.Text)
        .Select(region => $"{file.Path}:{LineOf(region, file)}:1: changed by hand in region '{region.Id}'");

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
