using System.Collections.Immutable;
using Drayage.Workflows.Shell.Syntax;

namespace Drayage.Workflows.Shell.Parsing;

/// <summary>Reads a <c>case</c> up to its <c>esac</c>.</summary>
internal sealed class CaseParser(ShellCursor cursor, CommandParser commands)
{
    public (ShellWord Subject, ImmutableArray<ShellClause> Clauses) Parse()
    {
        var start = cursor.At;
        cursor.At += "case".Length;
        cursor.SkipBlanks();
        var subject = new WordParser(cursor).ParseWord();
        cursor.SkipLines();
        if (!Keywords.Take(cursor, "in"))
            cursor.Note(start, "'in' is missing");
        var clauses = ImmutableArray.CreateBuilder<ShellClause>();
        while (true)
        {
            cursor.SkipLines();
            if (cursor.AtEnd || Keywords.CloserAt(cursor) is Closers.Esac or Closers.Done or Closers.Fi or Closers.Brace)
                return (subject, clauses.DrainToImmutable());
            var before = cursor.At;
            clauses.Add(Branch());
            if (cursor.At == before)
                cursor.At++;
        }
    }

    private ShellClause Branch()
    {
        cursor.Take("(");
        var patterns = ImmutableArray.CreateBuilder<ShellWord>();
        do
        {
            cursor.SkipBlanks();
            patterns.Add(new WordParser(cursor).ParseWord());
            cursor.SkipBlanks();
        }
        while (cursor.Take("|"));
        if (!cursor.Take(")"))
            cursor.Note(cursor.At, "a pattern of case ends in ')'");
        var body = commands.ParseList(Closers.Branch | Closers.Esac);
        if (cursor.Take(";;") || cursor.Take(";&"))
            cursor.Take("&");
        return new ShellClause { Condition = [], Patterns = patterns.DrainToImmutable(), Body = body };
    }
}
