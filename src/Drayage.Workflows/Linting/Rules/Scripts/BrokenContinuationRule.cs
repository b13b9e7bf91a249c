using Drayage.Workflows.Publishing.Jobs;
using Drayage.Workflows.Shell.Syntax;

namespace Drayage.Workflows.Linting.Rules.Scripts;

/// <summary>A command ends where its author meant it to go on.</summary>
internal sealed class BrokenContinuationRule : LintRule
{
    public override string Id => "broken-continuation";

    public override Severity Severity => Severity.Error;

    public override string Title => "a command ends before its last line";

    public override bool ReadsFragments => true;

    public override IEnumerable<Finding> Check(LintTarget target)
    {
        foreach (var (step, _) in target.Acts)
        {
            foreach (var broken in step.Script?.Script.BrokenContinuations ?? [])
            {
                if (SeverityOf(broken, step.Script!.Script.Text) is { } severity)
                    yield return Of(step, broken, severity);
            }
        }
    }

    private Finding Of(StepActs step, BrokenContinuation broken, Severity severity) => broken.Kind switch
    {
        BrokenContinuationKind.Comment => Found(
            step.Source, step.PlaceOf(broken.Span), "the backslash does not continue the line: a comment follows it",
            "the backslash escapes the space behind it, the comment ends the command, and the next line is run as a command of its own",
            "delete the comment, or write it above the command", severity),
        BrokenContinuationKind.TrailingSpace => Found(
            step.Source, step.PlaceOf(broken.Span), "the backslash does not continue the line: blanks follow it",
            "the backslash escapes the blank behind it, and the next line is run as a command of its own",
            "delete the blanks behind the backslash", severity),
        BrokenContinuationKind.CommentLine => Found(
            step.Source, step.PlaceOf(broken.Span), "the command ends at this comment, although the line before is continued",
            "a comment ends a command; what stands below it is run as a command of its own",
            "write the comment above the command", severity),
        _ => Found(
            step.Source, step.PlaceOf(broken.Span), "the command ends at the empty line, although the line before is continued",
            "the line below begins with an option and is run as a command of its own",
            "delete the empty line", severity),
    };

    private static Severity? SeverityOf(BrokenContinuation broken, string text)
    {
        if (broken.OptionFollows)
            return Severity.Error;
        var deeper = NextIndent(text, broken.Span.End) is { } next && next > CommandIndent(text, broken.Backslash);
        return broken.Kind switch
        {
            BrokenContinuationKind.EmptyLine => null,
            BrokenContinuationKind.CommentLine => deeper ? Severity.Error : null,
            _ => deeper ? Severity.Error : Severity.Warning,
        };
    }

    private static int? NextIndent(string text, int from)
    {
        var line = text.IndexOf('\n', from);
        if (line < 0)
            return null;
        var at = line + 1;
        while (at < text.Length && text[at] is ' ' or '\t')
            at++;
        return at < text.Length && text[at] is not ('\n' or '\r' or '#') ? at - line - 1 : null;
    }

    // A command of several lines is indented as its first one is.
    private static int CommandIndent(string text, int backslash)
    {
        var start = text.LastIndexOf('\n', backslash) + 1;
        while (start >= 2 && text.AsSpan(0, start - 1).TrimEnd('\r').EndsWith("\\"))
            start = text.LastIndexOf('\n', start - 2) + 1;
        var at = start;
        while (at < text.Length && text[at] is ' ' or '\t')
            at++;
        return at - start;
    }
}
