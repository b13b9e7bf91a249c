using Drayage.Workflows.Shell.Syntax;

namespace Drayage.Workflows.Shell.Parsing;

/// <summary>Notices backslashes that do not continue a line although they were meant to.</summary>
internal static class ContinuationCheck
{
    /// <summary>Steps over a backslash and its line end, and looks whether the command can go on behind it.</summary>
    public static void Continue(ShellCursor cursor)
    {
        var backslash = cursor.At;
        cursor.At += cursor.ContinuationLength;
        var at = SkipSpace(cursor.Text, cursor.At, cursor.Limit);
        if (at >= cursor.Limit)
            return;
        if (cursor.Text[at] == '#')
            Add(cursor, BrokenContinuationKind.CommentLine, backslash, new TextSpan(at, LineEnd(cursor, at)));
        else if (IsLineEnd(cursor.Text, at))
            Add(cursor, BrokenContinuationKind.EmptyLine, backslash, new TextSpan(backslash, at));
    }

    /// <summary>Looks at a backslash before a space: whether nothing but a comment stands behind it in its line.</summary>
    public static void EscapedSpace(ShellCursor cursor)
    {
        var at = SkipSpace(cursor.Text, cursor.At + 1, cursor.Limit);
        if (at >= cursor.Limit || IsLineEnd(cursor.Text, at))
            Add(cursor, BrokenContinuationKind.TrailingSpace, cursor.At, new TextSpan(cursor.At, at));
        else if (cursor.Text[at] == '#' && at > cursor.At + 1)
            Add(cursor, BrokenContinuationKind.Comment, cursor.At, new TextSpan(cursor.At, LineEnd(cursor, at)));
    }

    private static void Add(ShellCursor cursor, BrokenContinuationKind kind, int backslash, TextSpan span)
    {
        cursor.Broken.Add(new BrokenContinuation
        {
            Kind = kind,
            Backslash = backslash,
            Span = span,
            OptionFollows = OptionFollows(cursor, span.End),
        });
    }

    private static bool OptionFollows(ShellCursor cursor, int from)
    {
        var text = cursor.Text;
        var at = SkipSpace(text, from, cursor.Limit);
        while (at < cursor.Limit && IsLineEnd(text, at) && at - from < 400)
            at = SkipSpace(text, text[at] == '\r' ? at + 2 : at + 1, cursor.Limit);
        return at + 1 < cursor.Limit && text[at] == '-' && (text[at + 1] == '-' || char.IsAsciiLetter(text[at + 1]));
    }

    private static int SkipSpace(string text, int at, int limit)
    {
        while (at < limit && text[at] is ' ' or '\t')
            at++;
        return at;
    }

    private static bool IsLineEnd(string text, int at) =>
        text[at] == '\n' || text[at] == '\r' && at + 1 < text.Length && text[at + 1] == '\n';

    private static int LineEnd(ShellCursor cursor, int at)
    {
        var end = cursor.Text.IndexOf('\n', at, cursor.Limit - at);
        return end < 0 ? cursor.Limit : cursor.Text[end - 1] == '\r' ? end - 1 : end;
    }
}
