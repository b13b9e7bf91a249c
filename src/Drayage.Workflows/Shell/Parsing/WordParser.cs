using System.Collections.Immutable;
using Drayage.Workflows.Shell.Syntax;

namespace Drayage.Workflows.Shell.Parsing;

/// <summary>Reads words and their quotes.</summary>
internal sealed class WordParser(ShellCursor cursor)
{
    /// <summary>Whether a character ends an unquoted word.</summary>
    public static bool EndsWord(char c) => c is ' ' or '\t' or '\n' or ';' or '&' or '|' or '<' or '>' or '(' or ')';

    /// <summary>A word that begins here; without a part when none does.</summary>
    /// <param name="test">Inside of <c>[[ … ]]</c>, where parentheses belong to patterns.</param>
    public ShellWord ParseWord(bool test = false)
    {
        var start = cursor.At;
        var parts = new PartList();
        while (!cursor.AtEnd)
        {
            if (cursor.ContinuationLength > 0)
            {
                cursor.At += cursor.ContinuationLength;
                continue;
            }
            if (TryExpansion(parts, inQuotes: false))
                continue;
            var c = cursor.Current;
            if (c == '(' && (parts.LastLiteral is '?' or '*' or '+' or '@' or '!' || test && !parts.IsEmpty))
                TakePattern(parts);
            else if (c is '<' or '>' && cursor.Peek(1) == '(' && parts.IsEmpty)
                parts.Add(new DollarParser(cursor).Substitution(2, asFile: true));
            else if (EndsWord(c) || cursor.AtNewline)
                break;
            else
                TakeCharacter(parts);
        }
        return new ShellWord { Parts = parts.Finish(), Span = new TextSpan(start, cursor.At) };
    }

    /// <summary>The text from here to the cursor's limit, as a heredoc holds it.</summary>
    public ImmutableArray<ShellPart> ParseText(bool expands) => ReadText('\0', expands);

    /// <summary>The argument of a <c>${…}</c>, up to its closing brace.</summary>
    public ImmutableArray<ShellPart> ParseBraced()
    {
        var parts = new PartList();
        while (!cursor.AtEnd && cursor.Current != '}')
        {
            if (cursor.ContinuationLength > 0)
                cursor.At += cursor.ContinuationLength;
            else if (!TryExpansion(parts, inQuotes: false))
                TakeCharacter(parts);
        }
        return parts.Finish();
    }

    private void TakeCharacter(PartList parts)
    {
        var start = cursor.At;
        switch (cursor.Current)
        {
            case '\'':
                parts.Add(SingleQuoted(start, QuoteStyle.Single));
                return;
            case '"':
                parts.Add(DoubleQuoted(start));
                return;
            case '\\' when start + 1 < cursor.Limit:
                if (cursor.Peek(1) is ' ' or '\t')
                    ContinuationCheck.EscapedSpace(cursor);
                parts.Add(cursor.Peek(1), start, start + 2);
                cursor.At += 2;
                return;
            default:
                parts.Add(cursor.Current, start, start + 1);
                cursor.At++;
                return;
        }
    }

    private bool TryExpansion(PartList parts, bool inQuotes)
    {
        var c = cursor.Current;
        if (c == '`')
            return TryAdd(parts, new DollarParser(cursor).Backquoted());
        if (c != '$')
            return false;
        if (TryExpression(parts))
            return true;
        if (!inQuotes && cursor.Peek(1) is '\'' or '"')
        {
            var start = cursor.At++;
            parts.Add(cursor.Current == '"' ? DoubleQuoted(start) : SingleQuoted(start, QuoteStyle.Ansi));
            return true;
        }
        return TryAdd(parts, new DollarParser(cursor).Dollar());
    }

    private bool TryExpression(PartList parts)
    {
        if (!cursor.TryExpressionEnd(out var end))
            return false;
        var text = cursor.Text[(cursor.At + 3)..(end - 2)].Trim();
        parts.Add(new ShellPart.Expression(text) { Span = new TextSpan(cursor.At, end) });
        cursor.At = end;
        return true;
    }

    private static bool TryAdd(PartList parts, ShellPart? part)
    {
        if (part is not null)
            parts.Add(part);
        return part is not null;
    }

    private ShellPart.Quoted SingleQuoted(int start, QuoteStyle style)
    {
        cursor.At++;
        var parts = new PartList();
        while (!cursor.AtEnd && cursor.Current != '\'')
        {
            if (cursor.Current == '$' && TryExpression(parts))
                continue;
            var at = cursor.At;
            var escaped = style == QuoteStyle.Ansi && cursor.Current == '\\' && at + 1 < cursor.Limit;
            parts.Add(escaped ? Unescape(cursor.Peek(1)) : cursor.Current, at, at + (escaped ? 2 : 1));
            cursor.At += escaped ? 2 : 1;
        }
        return Close(start, '\'', style, parts.Finish());
    }

    private ShellPart.Quoted DoubleQuoted(int start)
    {
        cursor.At++;
        return Close(start, '"', QuoteStyle.Double, ReadText('"', expands: true));
    }

    private ShellPart.Quoted Close(int start, char quote, QuoteStyle style, ImmutableArray<ShellPart> parts)
    {
        if (!cursor.Take(quote.ToString()))
            cursor.Note(start, $"the quote {quote} is never closed");
        return new ShellPart.Quoted { Style = style, Parts = parts, Span = new TextSpan(start, cursor.At) };
    }

    private ImmutableArray<ShellPart> ReadText(char end, bool expands)
    {
        var parts = new PartList();
        while (!cursor.AtEnd && (end == '\0' || cursor.Current != end))
        {
            var at = cursor.At;
            if (expands && cursor.ContinuationLength > 0)
                cursor.At += cursor.ContinuationLength;
            else if (expands && cursor.Current == '\\' && (cursor.Peek(1) is '$' or '`' or '\\' || cursor.Peek(1) == end && end != '\0'))
            {
                parts.Add(cursor.Peek(1), at, at + 2);
                cursor.At += 2;
            }
            else if (expands ? !TryExpansion(parts, inQuotes: true) : !TryExpression(parts))
            {
                parts.Add(cursor.Current, at, at + 1);
                cursor.At++;
            }
        }
        return parts.Finish();
    }

    // The text of an extended pattern, `@(a|b)`, is one literal: nothing here matches it against anything.
    private void TakePattern(PartList parts)
    {
        var depth = 0;
        while (!cursor.AtEnd && !cursor.AtNewline)
        {
            depth += cursor.Current == '(' ? 1 : cursor.Current == ')' ? -1 : 0;
            parts.Add(cursor.Current, cursor.At, cursor.At + 1);
            cursor.At++;
            if (depth == 0)
                return;
        }
    }

    private static char Unescape(char c) => c switch { 'n' => '\n', 't' => '\t', 'r' => '\r', 'a' => '\a', 'b' => '\b', _ => c };
}
