using System.Collections.Immutable;
using Drayage.Formats.Editing;
using Drayage.Workflows.Fixing.Editing;
using Drayage.Workflows.Fixing.Planning;
using Drayage.Workflows.Linting;
using Drayage.Workflows.Publishing.Jobs;
using Drayage.Workflows.Shell.Syntax;

namespace Drayage.Workflows.Fixing.Repairers.Scripts;

/// <summary>Joins a command that ends before its last line; a comment between its lines goes above it.</summary>
internal sealed class BrokenContinuationRepairer : Repairer
{
    public override string Rule => "broken-continuation";

    public override IEnumerable<Repair> Propose(RepairTarget target)
    {
        foreach (var (step, _) in target.Acts)
        {
            foreach (var broken in step.Script?.Script.BrokenContinuations ?? [])
            {
                // A warning leaves open whether the next line was meant to belong to the command.
                if (target.Find(Rule, step.Source, step.PlaceOf(broken.Span)) is { Severity: Severity.Error } finding
                    && target.Edit(step.Source) is { } file && Mend(file, step, broken) is { IsEmpty: false } edits)
                    yield return new Repair(finding, file.Path, What(broken.Kind), edits);
            }
        }
    }

    private static ImmutableArray<TextEdit> Mend(EditedFile file, StepActs step, BrokenContinuation broken)
    {
        if (step.Text is not { IsMapped: true } text || (text.Style != Reading.TextStyle.Literal && text.Place.Start > 0))
            return [];
        var place = text.PlaceOf(broken.Span.Start, broken.Span.Length);
        var line = file.LineOf(place.Start);
        var backslash = text.PlaceOf(broken.Backslash, 1);
        switch (broken.Kind)
        {
            case BrokenContinuationKind.TrailingSpace:
                return [TextEdit.Remove(backslash.End, file.Read.LineEnd(line))];
            case BrokenContinuationKind.Comment:
                var comment = file.Raw(backslash.End, file.Read.LineEnd(line)).Trim();
                return [TextEdit.Remove(backslash.End, file.Read.LineEnd(line)), Above(file, line, comment)];
            case BrokenContinuationKind.CommentLine:
                return [file.RemoveLine(line), Above(file, file.LineOf(backslash.Start), file.Line(line).Trim().ToString())];
            default:
                var below = file.LineOf(backslash.Start) + 1;
                return below < file.Read.LineCount && file.IsBlank(below) ? [file.RemoveLine(below)] : [];
        }
    }

    private static TextEdit Above(EditedFile file, int line, string comment)
    {
        while (line > 1 && GoesOn(file.Line(line - 1)))
            line--;
        return file.InsertAbove(line, file.PrefixTo(file.Read.LineStart(line) + file.IndentOf(line)) + comment);
    }

    // Whether a line was meant to go on in the next one, broken or not.
    private static bool GoesOn(ReadOnlySpan<char> line)
    {
        line = line.TrimEnd();
        var at = line.LastIndexOf('\\');
        return at >= 0 && (at == line.Length - 1 || line[(at + 1)..] is [' ' or '\t', ..] && line[(at + 1)..].TrimStart() is ['#', ..]);
    }

    private static string What(BrokenContinuationKind kind) => kind switch
    {
        BrokenContinuationKind.TrailingSpace => "delete the blanks behind the backslash",
        BrokenContinuationKind.EmptyLine => "delete the empty line inside the command",
        _ => "move the comment above the command that it broke",
    };
}
