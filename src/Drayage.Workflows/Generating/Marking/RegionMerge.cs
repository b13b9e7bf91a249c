using System.Collections.Immutable;
using System.Text;

namespace Drayage.Workflows.Generating.Marking;

/// <summary>
/// A file as it stands with its regions generated anew. Regions take the place of those of their name; new ones follow the one that they
/// follow in the generated file. What people wrote into the job of a region that is no longer generated goes with the job: it would
/// become a part of the job before.
/// </summary>
internal sealed class RegionMerge
{
    private readonly StringBuilder text = new();
    private readonly List<string> lost = [];
    private readonly GeneratedFile file;
    private readonly HashSet<string> present;

    // The column of the job that is gone, until something else begins.
    private (int Indent, string Id)? gone;

    private RegionMerge(GeneratedFile file, PresentFile present)
    {
        this.file = file;
        this.present = present.Regions.Select(region => region.Id).ToHashSet(StringComparer.Ordinal);
        AppendNew(file.Regions);
        foreach (var piece in present.Pieces)
        {
            switch (piece)
            {
                case PresentFile.Piece.Free free:
                    Keep(free);
                    break;
                case PresentFile.Piece.Region region:
                    Replace(region);
                    break;
            }
        }
    }

    /// <summary>The text, and the lines of people that are not in it, as <c>path:line:1: why</c>.</summary>
    public static (string Text, ImmutableArray<string> Lost) Of(GeneratedFile file, PresentFile present)
    {
        var merge = new RegionMerge(file, present);
        return (merge.text.ToString(), [.. merge.lost]);
    }

    private void Replace(PresentFile.Piece.Region region)
    {
        if (file.Regions.FirstOrDefault(now => now.Id == region.Id) is not { } now)
        {
            gone = (Math.Min(gone?.Indent ?? int.MaxValue, IndentOf(region.Text)), gone?.Id ?? region.Id);
            return;
        }

        gone = null;
        text.Append(now.Marked);
        AppendNew(file.Regions.SkipWhile(other => other.Id != region.Id).Skip(1));
    }

    private void Keep(PresentFile.Piece.Free free)
    {
        var lines = free.Text.Split('\n');
        var ofJob = gone is { } job ? lines.TakeWhile(line => line.Trim().Length == 0 || IndentOf(line) > job.Indent).ToArray() : [];
        if (Array.FindIndex(ofJob, line => line.Trim().Length > 0) is >= 0 and var first)
            lost.Add($"{file.Path}:{free.Line + first}:1: written by hand into the job of region '{gone!.Value.Id}', which is no longer generated");
        else
            ofJob = [];
        if (ofJob.Length == lines.Length)
            return;
        text.AppendJoin('\n', lines[ofJob.Length..]);
        if (lines[ofJob.Length..].Any(line => line.Trim().Length > 0))
            gone = null;
    }

    /// <summary>The regions up to the first that is there already.</summary>
    private void AppendNew(IEnumerable<MarkedRegion> regions)
    {
        foreach (var region in regions.TakeWhile(region => !present.Contains(region.Id)))
            text.Append(region.Marked);
    }

    private static int IndentOf(string line) => line.Length - line.TrimStart(' ').Length;
}
