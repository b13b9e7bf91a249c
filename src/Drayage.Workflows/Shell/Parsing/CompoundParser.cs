using System.Collections.Immutable;
using Drayage.Workflows.Shell.Syntax;

namespace Drayage.Workflows.Shell.Parsing;

/// <summary>Reads subshells, groups, branches, loops and functions. A closing word that is missing is noted, and the rest is read on.</summary>
internal sealed class CompoundParser(ShellCursor cursor, CommandParser commands)
{
    /// <summary>The compound command that begins here, or null when a simple one does.</summary>
    public ShellCommand? TryParse()
    {
        var start = cursor.At;
        if (cursor.Current == '(')
            return Parenthesis(start);
        switch (Keywords.At(cursor))
        {
            case "{":
                cursor.At++;
                return Finish(start, CompoundKind.Group, Body(Closers.Brace, "}"));
            case "if":
                return If(start);
            case "while" or "until":
                return While(start);
            case "for" or "select":
                return For(start);
            case "case":
                return Case(start);
            case "function":
                return Function(start, cursor.At + "function".Length);
            case "[[":
                return Test(start);
            default:
                return FunctionNameLength() > 0 ? Function(start, start) : null;
        }
    }

    private ShellCommand.Compound Parenthesis(int start)
    {
        if (cursor.Peek(1) == '(' && DollarParser.ArithmeticEnd(cursor, start + 2) is > 0 and var end)
        {
            cursor.At = end;
            return Finish(start, CompoundKind.Arithmetic);
        }
        cursor.At++;
        return Finish(start, CompoundKind.Subshell, Plain(commands.ParseParenthesised(start)));
    }

    private ShellCommand.Compound If(int start)
    {
        var clauses = ImmutableArray.CreateBuilder<ShellClause>();
        cursor.At += 2;
        while (true)
        {
            var condition = commands.ParseList(Closers.Then | Closers.Else | Closers.Fi);
            Expect("then", start);
            clauses.Add(new ShellClause { Condition = condition, Patterns = [], Body = commands.ParseList(Closers.Else | Closers.Fi) });
            if (!Keywords.Take(cursor, "elif"))
                break;
        }
        if (Keywords.Take(cursor, "else"))
            clauses.Add(Plain(commands.ParseList(Closers.Fi)));
        Expect("fi", start);
        return Finish(start, CompoundKind.If, clauses.DrainToImmutable());
    }

    private ShellCommand.Compound While(int start)
    {
        var kind = Keywords.Take(cursor, "while") ? CompoundKind.While : CompoundKind.Until;
        if (kind == CompoundKind.Until)
            Keywords.Take(cursor, "until");
        var condition = commands.ParseList(Closers.Do | Closers.Done);
        Expect("do", start);
        var body = commands.ParseList(Closers.Done);
        Expect("done", start);
        return Finish(start, kind, new ShellClause { Condition = condition, Patterns = [], Body = body });
    }

    private ShellCommand.Compound For(int start)
    {
        cursor.At += Keywords.At(cursor).Length;
        cursor.SkipBlanks();
        var name = "";
        var words = ImmutableArray.CreateBuilder<ShellWord>();
        if (cursor.Current == '(')
            Parenthesis(cursor.At);
        else
        {
            var variable = new WordParser(cursor).ParseWord();
            name = variable.Constant ?? "";
            cursor.SkipLines();
            if (Keywords.Take(cursor, "in"))
                Words(words);
            else
                words.Add(AllArguments(variable.Span));
        }
        cursor.SkipLines();
        cursor.Take(";");
        cursor.SkipLines();
        var body = Keywords.At(cursor) == "{"
            ? Braced()
            : Body(Closers.Done, "done", "do", start);
        return Finish(start, CompoundKind.For, body) with { Name = name, Words = words.DrainToImmutable() };
    }

    private ShellCommand.Compound Case(int start)
    {
        var (subject, clauses) = new CaseParser(cursor, commands).Parse();
        Expect("esac", start);
        return Finish(start, CompoundKind.Case, clauses) with { Words = [subject] };
    }

    private ShellCommand Function(int start, int nameAt)
    {
        cursor.At = nameAt;
        cursor.SkipBlanks();
        var name = new WordParser(cursor).ParseWord().Constant ?? "";
        cursor.SkipBlanks();
        if (cursor.Take("("))
        {
            cursor.SkipBlanks();
            cursor.Take(")");
        }
        cursor.SkipLines();
        cursor.Depth++;
        var body = cursor.Depth < ShellCursor.DeepestNesting ? TryParse() : null;
        cursor.Depth--;
        return Finish(start, CompoundKind.Function, Plain(body is null ? [] : [body])) with { Name = name };
    }

    private ShellCommand.Simple Test(int start)
    {
        cursor.At += 2;
        var words = ImmutableArray.CreateBuilder<ShellWord>();
        words.Add(LiteralWord(start));
        while (true)
        {
            cursor.SkipLines();
            var at = cursor.At;
            if (cursor.AtEnd || Keywords.Take(cursor, "]]"))
            {
                if (cursor.At > at)
                    words.Add(LiteralWord(at));
                return new ShellCommand.Simple { Assignments = [], Words = words.DrainToImmutable(), Redirections = [], Span = new TextSpan(start, cursor.At) };
            }
            var word = new WordParser(cursor).ParseWord(test: true);
            if (word.Span.Length == 0)
            {
                cursor.At++;
                word = LiteralWord(at);
            }
            words.Add(word);
        }
    }

    private int FunctionNameLength()
    {
        var length = 0;
        while (char.IsAsciiLetterOrDigit(cursor.Peek(length)) || cursor.Peek(length) is '_' or '-' or ':' or '.')
            length++;
        var at = length;
        while (cursor.Peek(at) is ' ' or '\t')
            at++;
        if (length == 0 || cursor.Peek(at) != '(')
            return 0;
        at++;
        while (cursor.Peek(at) is ' ' or '\t')
            at++;
        return cursor.Peek(at) == ')' ? length : 0;
    }

    private void Words(ImmutableArray<ShellWord>.Builder words)
    {
        while (true)
        {
            cursor.SkipBlanks();
            var word = new WordParser(cursor).ParseWord();
            if (word.Span.Length == 0)
                return;
            words.Add(word);
        }
    }

    private ShellClause Braced()
    {
        cursor.At++;
        return Body(Closers.Brace, "}");
    }

    private ShellClause Body(Closers closer, string end, string? opening = null, int? start = null)
    {
        var from = start ?? cursor.At;
        if (opening is not null)
            Expect(opening, from);
        var body = commands.ParseList(closer);
        Expect(end, from);
        return Plain(body);
    }

    private void Expect(string keyword, int start)
    {
        cursor.SkipBlanks();
        if (!Keywords.Take(cursor, keyword))
            cursor.Note(start, $"'{keyword}' is missing");
    }

    private ShellCommand.Compound Finish(int start, CompoundKind kind, params ImmutableArray<ShellClause> clauses)
    {
        var redirections = ImmutableArray.CreateBuilder<ShellRedirection>();
        var end = cursor.At;
        cursor.SkipBlanks();
        while (new SimpleCommandParser(cursor).TryRedirection() is { } redirection)
        {
            redirections.Add(redirection);
            end = cursor.At;
            cursor.SkipBlanks();
        }
        return new ShellCommand.Compound
        {
            Kind = kind,
            Name = "",
            Words = [],
            Clauses = clauses,
            Redirections = redirections.DrainToImmutable(),
            Span = new TextSpan(start, end),
        };
    }

    private static ShellClause Plain(ImmutableArray<ShellCommand> body) => new() { Condition = [], Patterns = [], Body = body };

    private ShellWord LiteralWord(int start)
    {
        var span = new TextSpan(start, cursor.At);
        return new ShellWord { Parts = [new ShellPart.Literal(span.Of(cursor.Text)) { Span = span }], Span = span };
    }

    private static ShellWord AllArguments(TextSpan span) =>
        new() { Parts = [new ShellPart.Variable { Name = "@", Operator = "", Argument = [], Span = span }], Span = span };
}
