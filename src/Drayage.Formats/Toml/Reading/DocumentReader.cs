using System.Collections.Immutable;
using Drayage.Formats.Toml.Syntax;

namespace Drayage.Formats.Toml.Reading;

/// <summary>Reads the lines of a document into statements.</summary>
internal sealed class DocumentReader(Cursor cursor)
{
    private readonly ValueReader _values = new(cursor);

    public ImmutableArray<StatementSyntax> Read()
    {
        var statements = ImmutableArray.CreateBuilder<StatementSyntax>();
        for (cursor.SkipTrivia(); !cursor.AtEnd; cursor.SkipTrivia())
        {
            statements.Add(cursor.Current == '[' ? ReadHeader() : _values.ReadKeyValue(depth: 0));
            ExpectLineEnd();
        }
        return statements.ToImmutable();
    }

    private HeaderSyntax ReadHeader()
    {
        var start = cursor.Position;
        var isArray = cursor.Peek(1) == '[';
        cursor.Position += isArray ? 2 : 1;
        cursor.SkipBlanks();
        var key = KeyReader.Read(cursor);
        cursor.SkipBlanks();
        if (!cursor.LooksAt(isArray ? "]]" : "]"))
            throw cursor.Expected(isArray ? "']]'" : "']'", "close the table header on the line on which it begins");
        cursor.Position += isArray ? 2 : 1;
        return new HeaderSyntax(key, isArray, new TextSpan(start, cursor.Position));
    }

    private void ExpectLineEnd()
    {
        cursor.SkipBlanks();
        cursor.SkipComment();
        if (!cursor.AtEnd && !cursor.TryTakeNewline())
            throw cursor.Expected("the end of the line", "write one key or header on a line; begin comments with '#'");
    }
}
