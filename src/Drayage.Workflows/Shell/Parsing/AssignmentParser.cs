using System.Collections.Immutable;
using Drayage.Workflows.Shell.Syntax;

namespace Drayage.Workflows.Shell.Parsing;

/// <summary>Reads <c>NAME=value</c> in front of a command.</summary>
internal static class AssignmentParser
{
    private const int LongestIndex = 200;

    public static ShellAssignment? TryParse(ShellCursor cursor)
    {
        var start = cursor.At;
        var length = 0;
        while (char.IsAsciiLetterOrDigit(cursor.Peek(length)) || cursor.Peek(length) == '_')
            length++;
        if (length == 0 || char.IsAsciiDigit(cursor.Current))
            return null;
        var index = IndexLength(cursor, length);
        var at = length + index;
        var appends = cursor.Peek(at) == '+' && cursor.Peek(at + 1) == '=';
        if (!appends && cursor.Peek(at) != '=')
            return null;
        cursor.At = start + at + (appends ? 2 : 1);
        var isArray = cursor.Current == '(';
        ImmutableArray<ShellWord> elements = isArray ? ParseElements(cursor) : default;
        var value = isArray ? null : new WordParser(cursor).ParseWord();
        return new ShellAssignment
        {
            Name = cursor.Text.Substring(start, length),
            Appends = appends,
            Indexed = index > 0,
            Elements = elements,
            Value = value,
            Span = new TextSpan(start, cursor.At),
        };
    }

    private static int IndexLength(ShellCursor cursor, int from)
    {
        if (cursor.Peek(from) != '[')
            return 0;
        for (var i = from + 1; i < from + LongestIndex; i++)
        {
            if (cursor.Peek(i) == ']')
                return i + 1 - from;
            if (cursor.Peek(i) is '\0' or '\n')
                return 0;
        }
        return 0;
    }

    private static ImmutableArray<ShellWord> ParseElements(ShellCursor cursor)
    {
        var start = cursor.At++;
        var words = ImmutableArray.CreateBuilder<ShellWord>();
        while (true)
        {
            cursor.SkipLines();
            if (cursor.AtEnd || cursor.Current == ')')
                break;
            var word = new WordParser(cursor).ParseWord();
            if (word.Span.Length == 0)
                cursor.At++;
            else
                words.Add(word);
        }
        if (!cursor.Take(")"))
            cursor.Note(start, "the array is never closed");
        return words.DrainToImmutable();
    }
}
