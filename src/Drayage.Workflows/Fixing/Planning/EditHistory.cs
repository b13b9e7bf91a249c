using System.Collections.Immutable;
using Drayage.Formats.Editing;
using Drayage.Workflows.Reading;

namespace Drayage.Workflows.Fixing.Planning;

/// <summary>The repairs of one file, and where in the file as it was read a place of the repaired one stood.</summary>
/// <param name="original">Null for a file that is only looked at.</param>
internal sealed class EditHistory(SourceFile? original)
{
    private readonly List<ImmutableArray<TextEdit>> passes = [];
    private readonly ImmutableArray<MadeRepair>.Builder repairs = ImmutableArray.CreateBuilder<MadeRepair>();

    public ImmutableArray<MadeRepair> Repairs => repairs.ToImmutable();

    /// <param name="line">Of the finding, in its file as it was read.</param>
    public void Note(Repair repair, int line) =>
        repairs.Add(new MadeRepair(repair.Finding.Rule, repair.What, repair.Finding.Source.Path, line > 0 ? line : repair.Place.Line));

    /// <param name="edits">Of one pass.</param>
    public void Add(ImmutableArray<TextEdit> edits) => passes.Add([.. edits.OrderBy(edit => edit.Start)]);

    /// <summary>The one-based line that an offset of the repaired text had when the file was read; zero for a file that is only looked at.</summary>
    public int OriginalLine(int offset) =>
        original is null ? 0 : original.LineOf(Enumerable.Reverse(passes).Aggregate(offset, Before));

    private static int Before(int offset, ImmutableArray<TextEdit> edits)
    {
        var shift = 0;
        foreach (var edit in edits)
        {
            var start = edit.Start + shift;
            if (offset < start)
                break;
            if (offset < start + edit.Replacement.Length)
                return edit.Start;
            shift += edit.Replacement.Length - (edit.End - edit.Start);
        }

        return offset - shift;
    }
}
