using System.Collections.Immutable;
using Drayage.Workflows.Shell.Syntax;

namespace Drayage.Workflows.Shell.Parsing;

/// <summary>Reads what a <c>$</c> or a backquote begins.</summary>
internal sealed class DollarParser(ShellCursor cursor)
{
    // Arithmetic is searched for its end before it is read; what is longer is taken for commands.
    private const int LongestArithmetic = 1000;

    private static readonly string[] Operators =
        [":-", ":=", ":+", ":?", "##", "%%", "//", "/#", "/%", "^^", ",,", "-", "=", "+", "?", "#", "%", "/", "^", ",", ":", "@"];

    /// <summary>The part that begins at this dollar, or null when it is only a dollar.</summary>
    public ShellPart? Dollar()
    {
        var next = cursor.Peek(1);
        if (next == '(')
            return ArithmeticOrSubstitution();
        if (next == '{')
            return Braced();
        var start = cursor.At;
        if (char.IsAsciiDigit(next) || next is '@' or '*' or '#' or '?' or '$' or '!' or '-')
            return Named(start, start + 2);
        var end = NameEnd(start + 1);
        return end > start + 1 ? Named(start, end) : null;
    }

    /// <summary>Commands in parentheses.</summary>
    /// <param name="opening">Characters up to and with the opening parenthesis.</param>
    /// <param name="asFile">Whether it stands for the name of a file with the output.</param>
    public ShellPart.Substitution Substitution(int opening, bool asFile)
    {
        var start = cursor.At;
        cursor.At += opening;
        var commands = new CommandParser(cursor).ParseParenthesised(start);
        return new ShellPart.Substitution { Commands = commands, AsFile = asFile, Span = new TextSpan(start, cursor.At) };
    }

    /// <summary>Commands between backquotes, or null when the second one is missing.</summary>
    public ShellPart? Backquoted()
    {
        var start = cursor.At;
        var end = start + 1;
        while (end < cursor.Limit && cursor.Text[end] != '`')
            end += cursor.Text[end] == '\\' ? 2 : 1;
        if (end >= cursor.Limit || cursor.Depth >= ShellCursor.DeepestNesting)
            return null;
        var limit = cursor.Limit;
        cursor.At = start + 1;
        cursor.Limit = end;
        cursor.Depth++;
        var commands = new CommandParser(cursor).ParseAll();
        cursor.Depth--;
        cursor.Limit = limit;
        cursor.At = end + 1;
        return new ShellPart.Substitution { Commands = commands, AsFile = false, Span = new TextSpan(start, end + 1) };
    }

    /// <summary>The offset behind the <c>))</c> that closes an arithmetic text which begins at <paramref name="from"/>, or -1.</summary>
    public static int ArithmeticEnd(ShellCursor cursor, int from)
    {
        var depth = 0;
        var limit = Math.Min(cursor.Limit, from + LongestArithmetic);
        for (var i = from; i < limit; i++)
        {
            var c = cursor.Text[i];
            if (c == '(')
                depth++;
            else if (c == ')' && --depth < 0)
                return i + 1 < limit && cursor.Text[i + 1] == ')' ? i + 2 : -1;
        }
        return -1;
    }

    private ShellPart? ArithmeticOrSubstitution()
    {
        var start = cursor.At;
        if (cursor.Peek(2) == '(' && ArithmeticEnd(cursor, start + 3) is > 0 and var end)
        {
            cursor.At = end;
            return new ShellPart.Arithmetic { Span = new TextSpan(start, end) };
        }
        return cursor.Depth >= ShellCursor.DeepestNesting ? null : Substitution(2, asFile: false);
    }

    private ShellPart.Variable Named(int start, int end)
    {
        cursor.At = end;
        return new ShellPart.Variable
        {
            Name = cursor.Text[(start + 1)..end],
            Operator = "",
            Argument = [],
            Span = new TextSpan(start, end),
        };
    }

    private ShellPart.Variable? Braced()
    {
        var start = cursor.At;
        if (cursor.Depth >= ShellCursor.DeepestNesting)
            return null;
        var at = start + 2;
        var before = at + 1 < cursor.Limit && cursor.Text[at] is '#' or '!' && cursor.Text[at + 1] != '}' ? $"pre{cursor.Text[at++]}" : "";
        var end = NameEnd(at);
        if (end == at && at < cursor.Limit && (char.IsAsciiDigit(cursor.Text[at]) || cursor.Text[at] is '@' or '*' or '#' or '?' or '!' or '$' or '-'))
            end++;
        if (end == at)
            return null;
        cursor.At = end;
        var index = TakeIndex();
        var operation = before + index + Operator();
        cursor.Depth++;
        var argument = new WordParser(cursor).ParseBraced();
        cursor.Depth--;
        if (!cursor.Take("}"))
            cursor.Note(start, "the brace of ${ is never closed");
        return new ShellPart.Variable
        {
            Name = cursor.Text[at..end],
            Operator = operation,
            Argument = argument,
            Span = new TextSpan(start, cursor.At),
        };
    }

    private string TakeIndex()
    {
        if (cursor.Current != '[')
            return "";
        var close = cursor.Text.AsSpan(cursor.At, Math.Min(cursor.Limit - cursor.At, LongestArithmetic)).IndexOf(']');
        if (close < 0)
            return "";
        var index = cursor.Text.Substring(cursor.At, close + 1);
        cursor.At += close + 1;
        return index;
    }

    private string Operator()
    {
        foreach (var candidate in Operators)
        {
            if (cursor.Take(candidate))
                return candidate;
        }
        return "";
    }

    private int NameEnd(int from)
    {
        var end = from;
        if (end < cursor.Limit && !char.IsAsciiDigit(cursor.Text[end]))
        {
            while (end < cursor.Limit && (char.IsAsciiLetterOrDigit(cursor.Text[end]) || cursor.Text[end] == '_'))
                end++;
        }
        return end;
    }
}
