using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using DiffPlex;
using DiffPlex.Model;

namespace Drayage.Workflows.Fixing.Diffs;

/// <summary>Differences of two texts in the unified format, as <c>git apply</c> and <c>patch -p1</c> take it.</summary>
public static class UnifiedDiff
{
    private const int Context = 3;

    /// <param name="path">With forward slashes.</param>
    /// <returns>Lines that end as in the texts; empty for equal texts.</returns>
    public static string Of(string path, string before, string after)
    {
        var diff = Differ.Instance.CreateDiffs(before, after, ignoreWhiteSpace: false, ignoreCase: false, new LineChunker());
        if (diff.DiffBlocks.Count == 0)
            return "";
        var text = new StringBuilder().Append("--- a/").Append(path).Append("\n+++ b/").Append(path).Append('\n');
        foreach (var hunk in Hunks(diff))
            Write(text, diff, hunk);
        return text.ToString();
    }

    // Changes whose contexts would meet stand in one hunk.
    private static IEnumerable<ImmutableArray<DiffBlock>> Hunks(DiffResult diff)
    {
        var hunk = ImmutableArray.CreateBuilder<DiffBlock>();
        foreach (var block in diff.DiffBlocks)
        {
            if (hunk.Count > 0 && block.DeleteStartA - (hunk[^1].DeleteStartA + hunk[^1].DeleteCountA) > 2 * Context)
                yield return hunk.DrainToImmutable();
            hunk.Add(block);
        }

        yield return hunk.DrainToImmutable();
    }

    private static void Write(StringBuilder text, DiffResult diff, ImmutableArray<DiffBlock> hunk)
    {
        var (first, last) = (hunk[0], hunk[^1]);
        var startA = Math.Max(0, first.DeleteStartA - Context);
        var endA = Math.Min(diff.PiecesOld.Count, last.DeleteStartA + last.DeleteCountA + Context);
        var startB = first.InsertStartB - (first.DeleteStartA - startA);
        var added = hunk.Sum(block => block.InsertCountB - block.DeleteCountA);
        text.Append(CultureInfo.InvariantCulture, $"@@ -{Range(startA, endA - startA)} +{Range(startB, endA - startA + added)} @@\n");
        var at = startA;
        foreach (var block in hunk)
        {
            Lines(text, ' ', diff.PiecesOld, at, block.DeleteStartA);
            Lines(text, '-', diff.PiecesOld, block.DeleteStartA, block.DeleteStartA + block.DeleteCountA);
            Lines(text, '+', diff.PiecesNew, block.InsertStartB, block.InsertStartB + block.InsertCountB);
            at = block.DeleteStartA + block.DeleteCountA;
        }

        Lines(text, ' ', diff.PiecesOld, at, endA);
    }

    // An empty range stands behind the line that it names.
    private static string Range(int start, int count) => count == 1
        ? (start + 1).ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{(count == 0 ? start : start + 1)},{count}");

    private static void Lines(StringBuilder text, char mark, IReadOnlyList<string> lines, int start, int end)
    {
        for (var i = start; i < end; i++)
        {
            text.Append(mark).Append(lines[i]);
            if (!lines[i].EndsWith('\n'))
                text.Append("\n\\ No newline at end of file\n");
        }
    }

    /// <summary>Lines with their ends; a carriage return is part of its line, as for git.</summary>
    private sealed class LineChunker : IChunker
    {
        public IReadOnlyList<string> Chunk(string text)
        {
            var lines = new List<string>();
            for (var start = 0; start < text.Length;)
            {
                var end = text.IndexOf('\n', start) is >= 0 and var found ? found + 1 : text.Length;
                lines.Add(text[start..end]);
                start = end;
            }

            return lines;
        }
    }
}
