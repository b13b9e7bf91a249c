using System.Globalization;
using System.Text;
using Drayage.Model;

namespace Drayage.Formats.Toml.Reading;

/// <summary>Reads the four kinds of strings.</summary>
internal static class StringLiteral
{
    private const string EscapeHint = "TOML knows \\b \\t \\n \\f \\r \\\" \\\\ \\uXXXX \\UXXXXXXXX; use a 'literal' string for plain backslashes";

    /// <summary>Reads a basic or literal string on one line.</summary>
    public static string Read(Cursor cursor)
    {
        var start = cursor.Position;
        var quote = cursor.Current;
        cursor.Position++;
        var text = new StringBuilder();
        while (!cursor.TryTake(quote))
        {
            if (cursor.AtEnd || cursor.Current is '\r' or '\n')
                throw Unclosed(cursor, start, quote.ToString(), "close the string on its line, or use three quotes on each side");
            if (quote == '"' && cursor.Current == '\\')
                ReadEscape(cursor, text);
            else
                text.Append(cursor.Text[cursor.Position++]);
        }
        return text.ToString();
    }

    /// <summary>Reads a string of any kind.</summary>
    public static string ReadAny(Cursor cursor) =>
        cursor.LooksAt("\"\"\"") || cursor.LooksAt("'''") ? ReadMultiline(cursor) : Read(cursor);

    private static string ReadMultiline(Cursor cursor)
    {
        var start = cursor.Position;
        var quote = cursor.Current;
        var delimiter = new string(quote, 3);
        cursor.Position += 3;
        cursor.TryTakeNewline();
        var text = new StringBuilder();
        while (!cursor.LooksAt(delimiter))
        {
            if (cursor.AtEnd)
                throw Unclosed(cursor, start, delimiter, $"close the string with {delimiter}");
            if (cursor.TryTakeNewline())
                text.Append('\n');
            else if (quote == '"' && cursor.Current == '\\')
                ReadEscapeOrContinuation(cursor, text);
            else
                text.Append(cursor.Text[cursor.Position++]);
        }
        cursor.Position += 3;
        // Up to two quotes may stand directly before the delimiter, so five in a row end the string.
        for (var extra = 0; extra < 2 && cursor.TryTake(quote); extra++)
            text.Append(quote);
        return text.ToString();
    }

    private static void ReadEscapeOrContinuation(Cursor cursor, StringBuilder text)
    {
        var backslash = cursor.Position++;
        cursor.SkipBlanks();
        if (cursor.Current is '\r' or '\n')
        {
            while (cursor.TryTakeNewline())
                cursor.SkipBlanks();
            return;
        }
        cursor.Position = backslash;
        ReadEscape(cursor, text);
    }

    private static void ReadEscape(Cursor cursor, StringBuilder text)
    {
        var simple = cursor.Peek(1) switch
        {
            'b' => '\b',
            't' => '\t',
            'n' => '\n',
            'f' => '\f',
            'r' => '\r',
            '"' => '"',
            '\\' => '\\',
            _ => '\0',
        };
        if (simple != '\0')
        {
            text.Append(simple);
            cursor.Position += 2;
            return;
        }
        text.Append(ReadUnicodeEscape(cursor));
    }

    private static Rune ReadUnicodeEscape(Cursor cursor)
    {
        var length = cursor.Peek(1) switch { 'u' => 4, 'U' => 8, _ => 0 };
        if (length == 0)
            throw Wrong(cursor, 2, "is no escape", EscapeHint);
        var digits = cursor.Text.AsSpan(cursor.Position + 2, Math.Min(length, cursor.Text.Length - cursor.Position - 2));
        if (digits.Length < length || !digits.ContainsOnlyHex())
            throw Wrong(cursor, 2, $"needs {length} hexadecimal digits", EscapeHint);
        var code = uint.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        if (code > int.MaxValue || !Rune.IsValid((int)code))
            throw Wrong(cursor, 2 + length, "is not a Unicode scalar value", "use 0000 to D7FF or E000 to 10FFFF");
        cursor.Position += 2 + length;
        return new Rune((int)code);
    }

    private static bool ContainsOnlyHex(this ReadOnlySpan<char> digits)
    {
        foreach (var digit in digits)
        {
            if (!char.IsAsciiHexDigit(digit))
                return false;
        }
        return true;
    }

    private static ReleaseException Wrong(Cursor cursor, int length, string what, string hint)
    {
        var line = cursor.Text.AsSpan(cursor.Position);
        var end = line.IndexOfAny('\r', '\n');
        var shown = line[..Math.Min(length, end < 0 ? line.Length : end)];
        return cursor.Source.Error(cursor.Position, $"'{shown}' {what}", hint);
    }

    private static ReleaseException Unclosed(Cursor cursor, int start, string delimiter, string hint) => cursor.Source.Error(
        cursor.Position,
        $"found {cursor.Describe()}, expected {delimiter} to close the string that begins at {cursor.Source.At(start)}",
        hint);
}
