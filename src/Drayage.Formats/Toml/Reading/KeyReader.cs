using System.Collections.Immutable;
using Drayage.Formats.Toml.Syntax;

namespace Drayage.Formats.Toml.Reading;

/// <summary>Reads bare, quoted and dotted keys.</summary>
internal static class KeyReader
{
    public static ImmutableArray<KeyPartSyntax> Read(Cursor cursor)
    {
        var parts = ImmutableArray.CreateBuilder<KeyPartSyntax>(1);
        int end;
        do
        {
            cursor.SkipBlanks();
            parts.Add(ReadPart(cursor));
            end = cursor.Position;
            cursor.SkipBlanks();
        }
        while (cursor.TryTake('.'));
        cursor.Position = end;
        return parts.DrainToImmutable();
    }

    public static bool IsBare(string name) => name.Length > 0 && name.All(IsBare);

    private static bool IsBare(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '-';

    private static KeyPartSyntax ReadPart(Cursor cursor)
    {
        var start = cursor.Position;
        if (cursor.LooksAt("\"\"\"") || cursor.LooksAt("'''"))
            throw cursor.Expected("a key", "multi-line strings cannot be keys; use one quote on each side");
        if (cursor.Current is '"' or '\'')
        {
            var name = StringLiteral.Read(cursor);
            return new KeyPartSyntax(name, new TextSpan(start, cursor.Position));
        }
        while (IsBare(cursor.Current))
            cursor.Position++;
        if (cursor.Position == start)
            throw cursor.Expected("a key", "bare keys hold A-Z a-z 0-9 _ -; put every other key in quotes");
        return new KeyPartSyntax(cursor.Text[start..cursor.Position], new TextSpan(start, cursor.Position));
    }
}
