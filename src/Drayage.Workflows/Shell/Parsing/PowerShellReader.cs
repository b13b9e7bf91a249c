using System.Collections.Immutable;
using Drayage.Workflows.Shell.Syntax;

namespace Drayage.Workflows.Shell.Parsing;

/// <summary>
/// Reads PowerShell as far as a tool that is called from it is read right: its words, quotes, variables and line ends. Blocks are
/// read as the commands in them; what is no call of a program becomes a command that no rule knows.
/// </summary>
internal sealed class PowerShellReader
{
    private readonly ShellCursor cursor;
    private readonly ImmutableArray<ShellCommand>.Builder commands = ImmutableArray.CreateBuilder<ShellCommand>();
    private readonly ImmutableArray<ShellWord>.Builder words = ImmutableArray.CreateBuilder<ShellWord>();
    private readonly ImmutableArray<ShellCommand>.Builder pipeline = ImmutableArray.CreateBuilder<ShellCommand>();

    private PowerShellReader(string text)
    {
        cursor = new ShellCursor(text);
    }

    public static ShellScript Read(string text)
    {
        var reader = new PowerShellReader(text);
        reader.ReadAll();
        return new ShellScript
        {
            Text = text,
            Dialect = ShellDialect.PowerShell,
            Commands = reader.commands.DrainToImmutable(),
            Comments = [.. reader.cursor.Comments],
            BrokenContinuations = [],
            Problems = [.. reader.cursor.Problems],
        };
    }

    private void ReadAll()
    {
        while (!cursor.AtEnd)
        {
            var c = cursor.Current;
            if (c is ' ' or '\t' or '\r')
                cursor.At++;
            else if (c == '`' && cursor.Peek(1) is '\n' or '\r')
                cursor.At += cursor.Peek(1) == '\r' && cursor.Peek(2) == '\n' ? 3 : 2;
            else if (c == '#' || cursor.Follows("<#"))
                SkipComment();
            else if (c == '|')
                EndCommand(pipes: true);
            else if (c is '\n' or ';' or '{' or '}' or '(' or ')')
                EndCommand(pipes: false);
            else
                words.Add(ReadWord());
        }
        Finish(pipes: false);
    }

    private void EndCommand(bool pipes)
    {
        cursor.At++;
        Finish(pipes);
    }

    private void Finish(bool pipes)
    {
        if (words.Count > 0)
        {
            var span = new TextSpan(words[0].Span.Start, words[^1].Span.End);
            pipeline.Add(new ShellCommand.Simple { Assignments = [], Words = words.DrainToImmutable(), Redirections = [], Span = span });
        }
        if (pipes || pipeline.Count == 0)
            return;
        var all = pipeline.DrainToImmutable();
        commands.Add(all.Length == 1
            ? all[0]
            : new ShellCommand.Pipeline { Commands = all, Negated = false, Span = new TextSpan(all[0].Span.Start, all[^1].Span.End) });
    }

    private void SkipComment()
    {
        var start = cursor.At;
        var end = cursor.Text.IndexOf(cursor.Current == '#' ? "\n" : "#>", start, StringComparison.Ordinal);
        cursor.At = end < 0 ? cursor.Limit : cursor.Current == '#' ? end : end + 2;
        cursor.Comments.Add(new TextSpan(start, cursor.At));
    }

    private ShellWord ReadWord()
    {
        var start = cursor.At;
        var parts = new PartList();
        do
        {
            if (cursor.Current is '\'' or '"')
                parts.Add(ReadQuoted(cursor.At));
            else if (cursor.Follows("@'") || cursor.Follows("@\""))
                parts.Add(ReadHereString(cursor.At));
            else
                ReadCharacter(parts);
        }
        while (!cursor.AtEnd && cursor.Current is not (' ' or '\t' or '\r' or '\n' or ';' or '|' or '{' or '}' or '(' or ')'));
        return new ShellWord { Parts = parts.Finish(), Span = new TextSpan(start, cursor.At) };
    }

    private ShellPart.Quoted ReadQuoted(int start)
    {
        var quote = cursor.Current;
        cursor.At++;
        var parts = new PartList();
        while (!cursor.AtEnd)
        {
            if (cursor.Current == quote && cursor.Peek(1) != quote)
                break;
            if (cursor.Current == quote)
                cursor.At++;
            if (quote == '"' && cursor.Current != quote)
                ReadCharacter(parts);
            else
                ReadPlain(parts);
        }
        cursor.Take(quote.ToString());
        var style = quote == '"' ? QuoteStyle.Double : QuoteStyle.Single;
        return new ShellPart.Quoted { Style = style, Parts = parts.Finish(), Span = new TextSpan(start, cursor.At) };
    }

    private ShellPart.Quoted ReadHereString(int start)
    {
        var quote = cursor.Peek(1);
        var end = cursor.Text.IndexOf($"\n{quote}@", start, StringComparison.Ordinal);
        var bodyEnd = end < 0 ? cursor.Limit : end;
        cursor.At += 2;
        var parts = new PartList();
        while (cursor.At < bodyEnd)
        {
            if (quote == '"')
                ReadCharacter(parts);
            else
                ReadPlain(parts);
        }
        cursor.At = Math.Max(cursor.At, end < 0 ? cursor.Limit : end + 3);
        var style = quote == '"' ? QuoteStyle.Double : QuoteStyle.Single;
        return new ShellPart.Quoted { Style = style, Parts = parts.Finish(), Span = new TextSpan(start, cursor.At) };
    }

    private void ReadCharacter(PartList parts)
    {
        var start = cursor.At;
        if (cursor.Current == '`' && start + 1 < cursor.Limit)
        {
            parts.Add(cursor.Peek(1), start, start + 2);
            cursor.At += 2;
        }
        else if (cursor.Current == '$' && !cursor.TryExpressionEnd(out _) && VariableLength() is > 0 and var length)
        {
            cursor.At += length;
            var name = cursor.Text[(start + 1)..cursor.At].Trim('{', '}');
            if (name.StartsWith("env:", StringComparison.OrdinalIgnoreCase))
                name = name[4..];
            parts.Add(new ShellPart.Variable { Name = name, Operator = "", Argument = [], Span = new TextSpan(start, cursor.At) });
        }
        else
            ReadPlain(parts);
    }

    private void ReadPlain(PartList parts)
    {
        var start = cursor.At;
        if (cursor.Current == '$' && cursor.TryExpressionEnd(out var end))
        {
            cursor.At = end;
            parts.Add(new ShellPart.Expression(cursor.Text[(start + 3)..(end - 2)].Trim()) { Span = new TextSpan(start, end) });
            return;
        }
        parts.Add(cursor.Current, start, start + 1);
        cursor.At++;
    }

    private int VariableLength()
    {
        var braced = cursor.Peek(1) == '{';
        var length = braced ? 2 : 1;
        while (char.IsAsciiLetterOrDigit(cursor.Peek(length)) || cursor.Peek(length) is '_' or ':')
            length++;
        if (braced)
            return cursor.Peek(length) == '}' ? length + 1 : 0;
        return length > 1 ? length : 0;
    }
}
