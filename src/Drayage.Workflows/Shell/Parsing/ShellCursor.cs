using Drayage.Workflows.Shell.Syntax;

namespace Drayage.Workflows.Shell.Parsing;

/// <summary>A place in a script's text, with what was noticed on the way.</summary>
internal sealed class ShellCursor(string text)
{
    // Deeper nesting is no script that anybody wrote; the bound keeps the stack whole.
    public const int DeepestNesting = 120;

    private readonly Queue<ShellHeredoc> heredocs = new();
    private readonly ExpressionMap expressions = new(text);

    public string Text => text;

    public int At { get; set; }

    /// <summary>Nothing at or behind this offset is read: the text's end, or that of a backquoted stretch.</summary>
    public int Limit { get; set; } = text.Length;

    public int Depth { get; set; }

    public List<TextSpan> Comments { get; } = [];

    public List<BrokenContinuation> Broken { get; } = [];

    public List<ShellProblem> Problems { get; } = [];

    public bool AtEnd => At >= Limit;

    public char Current => Peek(0);

    /// <summary>The character at an offset from here; NUL where the text has ended.</summary>
    public char Peek(int ahead) => At + ahead < Limit ? text[At + ahead] : '\0';

    public bool Follows(string what) =>
        At + what.Length <= Limit && string.CompareOrdinal(text, At, what, 0, what.Length) == 0;

    public bool Take(string what)
    {
        if (!Follows(what))
            return false;
        At += what.Length;
        return true;
    }

    public bool TryExpressionEnd(out int end) => expressions.TryEnd(At, out end) && end <= Limit;

    public bool AtNewline => !AtEnd && (Current == '\n' || Current == '\r' && Peek(1) == '\n');

    /// <summary>The length of a backslash with the line end behind it, or 0.</summary>
    public int ContinuationLength => Current != '\\' ? 0 : Peek(1) == '\n' ? 2 : Peek(1) == '\r' && Peek(2) == '\n' ? 3 : 0;

    public void Note(int start, string message) => Problems.Add(new ShellProblem(new TextSpan(start, Math.Min(At, Limit)), message));

    public void Await(ShellHeredoc heredoc) => heredocs.Enqueue(heredoc);

    /// <summary>Spaces, tabs, continued lines and a comment.</summary>
    public void SkipBlanks()
    {
        while (!AtEnd)
        {
            if (Current is ' ' or '\t')
                At++;
            else if (ContinuationLength > 0)
                ContinuationCheck.Continue(this);
            else if (Current == '#')
                SkipComment();
            else
                return;
        }
    }

    /// <summary>Blanks, comments and empty lines.</summary>
    public void SkipLines()
    {
        SkipBlanks();
        while (AtNewline)
        {
            TakeNewline();
            SkipBlanks();
        }
    }

    /// <summary>Steps over a line's end and over the heredocs that begin behind it.</summary>
    public void TakeNewline()
    {
        At += Current == '\r' ? 2 : 1;
        while (heredocs.TryDequeue(out var heredoc))
            HeredocReader.Read(this, heredoc);
    }

    private void SkipComment()
    {
        var start = At;
        var end = text.IndexOf('\n', At, Limit - At);
        At = end < 0 ? Limit : end > start && text[end - 1] == '\r' ? end - 1 : end;
        Comments.Add(new TextSpan(start, At));
    }
}
