using System.Collections.Immutable;
using Drayage.Workflows.Shell.Syntax;

namespace Drayage.Workflows.Shell.Parsing;

/// <summary>Reads lists, chains and pipelines. What cannot be a command is stepped over and noted, so that every call gets further.</summary>
internal sealed class CommandParser
{
    private readonly ShellCursor cursor;
    private readonly SimpleCommandParser simple;
    private readonly CompoundParser compound;

    // Closers of every list that is being read: a `done` ends an unfinished `if` too, rather than becoming a command in it.
    private Closers open;

    public CommandParser(ShellCursor cursor)
    {
        this.cursor = cursor;
        simple = new SimpleCommandParser(cursor);
        compound = new CompoundParser(cursor, this);
    }

    /// <summary>Everything up to the cursor's limit.</summary>
    public ImmutableArray<ShellCommand> ParseAll()
    {
        var commands = ImmutableArray.CreateBuilder<ShellCommand>();
        while (true)
        {
            commands.AddRange(ParseList(Closers.None));
            if (cursor.AtEnd)
                return commands.DrainToImmutable();
            var start = cursor.At++;
            cursor.Note(start, $"'{cursor.Text[start]}' closes nothing");
        }
    }

    /// <summary>Commands up to the closing parenthesis, which is stepped over.</summary>
    public ImmutableArray<ShellCommand> ParseParenthesised(int start)
    {
        cursor.Depth++;
        var commands = ParseList(Closers.Parenthesis);
        cursor.Depth--;
        if (!cursor.Take(")"))
            cursor.Note(start, "the parenthesis is never closed");
        return commands;
    }

    /// <summary>Commands up to one of the closers, which is left where it is.</summary>
    public ImmutableArray<ShellCommand> ParseList(Closers closers)
    {
        var outer = open;
        open |= closers;
        var commands = ImmutableArray.CreateBuilder<ShellCommand>();
        while (true)
        {
            SkipSeparators();
            if (cursor.AtEnd || cursor.Current == ')' || ClosesList())
                break;
            var before = cursor.At;
            if (ParseChain() is { } command)
                commands.Add(command);
            if (cursor.At == before)
                StepOver();
        }
        open = outer;
        return commands.DrainToImmutable();
    }

    private void SkipSeparators()
    {
        cursor.SkipLines();
        while (!cursor.AtEnd && cursor.Current is ';' or '&')
        {
            if (cursor.Current == ';' && cursor.Peek(1) is ';' or '&' && open.HasFlag(Closers.Branch))
                return;
            cursor.At++;
            cursor.SkipLines();
        }
    }

    private bool ClosesList()
    {
        if (cursor.Current == ';')
            return true;
        var closer = Keywords.CloserAt(cursor);
        return closer != Closers.None && (open & closer) != Closers.None;
    }

    private void StepOver()
    {
        var start = cursor.At++;
        cursor.Note(start, $"'{cursor.Text[start]}' cannot stand here");
    }

    private ShellCommand? ParseChain()
    {
        var start = cursor.At;
        if (ParsePipeline() is not { } first)
            return null;
        var links = ImmutableArray.CreateBuilder<ShellLink>();
        while (true)
        {
            cursor.SkipBlanks();
            var and = cursor.Follows("&&");
            if (!and && !cursor.Follows("||"))
                break;
            cursor.At += 2;
            cursor.SkipLines();
            if (ParsePipeline() is not { } next)
                break;
            links.Add(new ShellLink(and, next));
        }
        return links.Count == 0
            ? first
            : new ShellCommand.Chain { First = first, Links = links.DrainToImmutable(), Span = new TextSpan(start, cursor.At) };
    }

    private ShellCommand? ParsePipeline()
    {
        var start = cursor.At;
        var negated = false;
        while (cursor.Current == '!' && cursor.Peek(1) is ' ' or '\t')
        {
            negated = !negated;
            cursor.At++;
            cursor.SkipBlanks();
        }
        if (ParseCommand() is not { } first)
            return null;
        var commands = ImmutableArray.CreateBuilder<ShellCommand>();
        commands.Add(first);
        while (true)
        {
            cursor.SkipBlanks();
            if (cursor.Current != '|' || cursor.Peek(1) == '|')
                break;
            cursor.At += cursor.Peek(1) == '&' ? 2 : 1;
            cursor.SkipLines();
            if (ParseCommand() is not { } next)
                break;
            commands.Add(next);
        }
        return commands.Count == 1 && !negated
            ? first
            : new ShellCommand.Pipeline { Commands = commands.DrainToImmutable(), Negated = negated, Span = new TextSpan(start, cursor.At) };
    }

    private ShellCommand? ParseCommand()
    {
        if (cursor.Depth >= ShellCursor.DeepestNesting)
            return simple.Parse();
        cursor.Depth++;
        var command = compound.TryParse();
        cursor.Depth--;
        return command ?? simple.Parse();
    }
}
