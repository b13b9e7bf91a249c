using Drayage.Workflows.Shell.Syntax;

namespace Drayage.Workflows.Shell.Parsing;

/// <summary>Reads the lines of a heredoc, from the line below its operator to its delimiter.</summary>
internal static class HeredocReader
{
    public static void Read(ShellCursor cursor, ShellHeredoc heredoc)
    {
        var start = cursor.At;
        var (bodyEnd, next) = FindEnd(cursor, heredoc);
        heredoc.Span = new TextSpan(start, bodyEnd);
        var limit = cursor.Limit;
        cursor.Limit = bodyEnd;
        heredoc.Parts = new WordParser(cursor).ParseText(expands: !heredoc.Quoted);
        cursor.Limit = limit;
        cursor.At = next;
    }

    private static (int BodyEnd, int Next) FindEnd(ShellCursor cursor, ShellHeredoc heredoc)
    {
        var at = cursor.At;
        while (at < cursor.Limit)
        {
            var end = cursor.Text.IndexOf('\n', at, cursor.Limit - at);
            var next = end < 0 ? cursor.Limit : end + 1;
            var line = cursor.Text.AsSpan(at, (end < 0 ? cursor.Limit : end) - at).TrimEnd('\r');
            if (heredoc.StripsTabs)
                line = line.TrimStart('\t');
            if (line.SequenceEqual(heredoc.Delimiter))
                return (at, next);
            at = next;
        }
        cursor.Problems.Add(new ShellProblem(
            new TextSpan(cursor.At, cursor.Limit), $"the heredoc is never ended by a line '{heredoc.Delimiter}'"));
        return (cursor.Limit, cursor.Limit);
    }
}
