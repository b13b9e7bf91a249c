using System.Collections.Immutable;
using Drayage.Formats.Toml.Syntax;
using Drayage.Model;

namespace Drayage.Formats.Toml.Reading;

/// <summary>Reads keys with values, arrays and inline tables by recursive descent of bounded depth.</summary>
internal sealed class ValueReader(Cursor cursor)
{
    /// <summary>Deeper documents are refused, so that no walk over the tree can exhaust the stack.</summary>
    public const int MaximumDepth = 256;

    public KeyValueSyntax ReadKeyValue(int depth)
    {
        var start = cursor.Position;
        var key = KeyReader.Read(cursor);
        cursor.SkipBlanks();
        if (!cursor.TryTake('='))
            throw cursor.Expected("'='", "write 'key = value'");
        cursor.SkipBlanks();
        var value = ReadValue(depth);
        return new KeyValueSyntax(key, value, new TextSpan(start, cursor.Position));
    }

    private ValueSyntax ReadValue(int depth)
    {
        var start = cursor.Position;
        switch (cursor.Current)
        {
            case '[':
                return ReadArray(Deeper(depth));
            case '{':
                return ReadInlineTable(Deeper(depth));
            case '"' or '\'':
                var at = cursor.Source.At(start);
                var text = StringLiteral.ReadAny(cursor);
                return new ValueSyntax.Scalar(new TomlString(text, at) { Span = new TextSpan(start, cursor.Position) });
            default:
                return new ValueSyntax.Scalar(ScalarReader.Read(cursor));
        }
    }

    private ValueSyntax.Array ReadArray(int depth)
    {
        var start = cursor.Position++;
        var items = ImmutableArray.CreateBuilder<ValueSyntax>();
        for (cursor.SkipTrivia(); !cursor.TryTake(']'); cursor.SkipTrivia())
        {
            if (cursor.AtEnd)
                throw Unclosed("array", "']'", start);
            items.Add(ReadValue(depth));
            cursor.SkipTrivia();
            if (cursor.AtEnd)
                throw Unclosed("array", "']'", start);
            if (!cursor.TryTake(',') && cursor.Current != ']')
                throw cursor.Expected("',' or ']'", "put a comma between the values of an array");
        }
        return new ValueSyntax.Array(items.ToImmutable(), new TextSpan(start, cursor.Position));
    }

    private ValueSyntax.InlineTable ReadInlineTable(int depth)
    {
        var start = cursor.Position++;
        var entries = ImmutableArray.CreateBuilder<KeyValueSyntax>();
        cursor.SkipBlanks();
        while (entries.Count > 0 || cursor.Current != '}')
        {
            if (entries.Count > 0 && cursor.Current == '}')
                throw cursor.Expected("a key", "TOML 1.0 allows no comma after the last key of an inline table");
            if (cursor.AtEnd || cursor.Current is '\r' or '\n' or '#')
                throw Unclosed("inline table", "a key", start);
            entries.Add(ReadKeyValue(depth));
            cursor.SkipBlanks();
            if (cursor.AtEnd || cursor.Current is '\r' or '\n' or '#')
                throw Unclosed("inline table", "',' or '}'", start);
            if (!cursor.TryTake(','))
                break;
            cursor.SkipBlanks();
        }
        if (!cursor.TryTake('}'))
            throw cursor.Expected("',' or '}'", "put a comma between the keys of an inline table");
        return new ValueSyntax.InlineTable(entries.ToImmutable(), new TextSpan(start, cursor.Position));
    }

    private int Deeper(int depth) => depth < MaximumDepth
        ? depth + 1
        : throw cursor.Source.Error(
            cursor.Position,
            $"the value nests deeper than {MaximumDepth} levels",
            "nest arrays and inline tables less deeply");

    private ReleaseException Unclosed(string what, string expected, int start) => cursor.Source.Error(
        cursor.Position,
        $"found {cursor.Describe()}, expected {expected} of the {what} that begins at {cursor.Source.At(start)}",
        what == "array" ? "close the array with ']'" : "keep an inline table on one line, without comments, and close it with '}'");
}
