using System.Collections.Immutable;
using Drayage.Workflows.Shell.Syntax;

namespace Drayage.Workflows.Shell.Parsing;

/// <summary>Reads assignments, words and redirections, up to the operator that ends them.</summary>
internal sealed class SimpleCommandParser(ShellCursor cursor)
{
    private static readonly string[] Redirects = ["<<<", "<<-", "<<", "<&", "<>", "<", ">>", ">&", ">|", ">", "&>>", "&>"];

    public ShellCommand.Simple? Parse()
    {
        var start = cursor.At;
        var end = start;
        var assignments = ImmutableArray.CreateBuilder<ShellAssignment>();
        var words = ImmutableArray.CreateBuilder<ShellWord>();
        var redirections = ImmutableArray.CreateBuilder<ShellRedirection>();
        while (true)
        {
            cursor.SkipBlanks();
            if (cursor.AtEnd || cursor.AtNewline)
                break;
            if (TryRedirection() is { } redirection)
                redirections.Add(redirection);
            else if (cursor.Current is ';' or '&' or '|' or ')')
                break;
            else if ((words.Count == 0 || IsDeclaration(words[0])) && AssignmentParser.TryParse(cursor) is { } assignment)
                assignments.Add(assignment);
            else if (ParseWord() is { } word)
                words.Add(word);
            else
                break;
            end = cursor.At;
        }
        return end == start ? null : new ShellCommand.Simple
        {
            Assignments = assignments.DrainToImmutable(),
            Words = words.DrainToImmutable(),
            Redirections = redirections.DrainToImmutable(),
            Span = new TextSpan(start, end),
        };
    }

    /// <summary>A redirection that begins here, or null.</summary>
    public ShellRedirection? TryRedirection()
    {
        var start = cursor.At;
        var digits = 0;
        while (char.IsAsciiDigit(cursor.Peek(digits)) && digits < 4)
            digits++;
        var first = cursor.Peek(digits);
        var isProcess = first is '<' or '>' && cursor.Peek(digits + 1) == '(';
        if (isProcess || first is not ('<' or '>') && !(digits == 0 && first == '&' && cursor.Peek(1) == '>'))
            return null;
        int? descriptor = digits == 0 ? null : int.Parse(cursor.Text.AsSpan(start, digits));
        cursor.At += digits;
        var operation = Redirects.First(cursor.Take);
        cursor.SkipBlanks();
        var target = new WordParser(cursor).ParseWord();
        return new ShellRedirection
        {
            Operator = operation,
            Descriptor = descriptor,
            Target = target,
            Heredoc = operation is "<<" or "<<-" ? Expect(target, operation) : null,
            Span = new TextSpan(start, cursor.At),
        };
    }

    private ShellHeredoc? Expect(ShellWord delimiter, string operation)
    {
        if (delimiter.Parts.IsEmpty || delimiter.Constant is not { Length: > 0 } text)
            return null;
        var heredoc = new ShellHeredoc
        {
            Delimiter = text,
            Quoted = delimiter.Parts.Any(p => p is ShellPart.Quoted) || cursor.Text.AsSpan(delimiter.Span.Start, delimiter.Span.Length).Contains('\\'),
            StripsTabs = operation == "<<-",
        };
        cursor.Await(heredoc);
        return heredoc;
    }

    // `declare x=(a b)` and its kin assign behind a word.
    private static bool IsDeclaration(ShellWord first) =>
        first.Constant is "export" or "local" or "declare" or "typeset" or "readonly";

    private ShellWord? ParseWord()
    {
        if (cursor.Current == '(')
        {
            var start = cursor.At++;
            cursor.Note(start, "a parenthesis cannot stand here");
            return new ShellWord
            {
                Parts = [new ShellPart.Literal("(") { Span = new TextSpan(start, cursor.At) }],
                Span = new TextSpan(start, cursor.At),
            };
        }
        var word = new WordParser(cursor).ParseWord();
        return word.Span.Length == 0 ? null : word;
    }
}
