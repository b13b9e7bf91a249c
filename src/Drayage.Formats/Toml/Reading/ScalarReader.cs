using Drayage.Formats.Toml.Syntax;

namespace Drayage.Formats.Toml.Reading;

/// <summary>Reads booleans, numbers and dates: the values without quotes or brackets.</summary>
internal static class ScalarReader
{
    public static TomlValue Read(Cursor cursor)
    {
        var start = cursor.Position;
        var token = TakeToken(cursor);
        if (token.Length == 0)
            throw cursor.Expected("a value", "write a string in quotes, a number, a boolean, a date, an array or an inline table");
        var at = cursor.Source.At(start);
        TomlValue? value = token switch
        {
            "true" => new TomlBoolean(true, at),
            "false" => new TomlBoolean(false, at),
            _ when DateTimeToken.IsLike(token) => DateTimeToken.Read(token, at),
            _ => NumberToken.Read(token, at),
        };
        return value is null
            ? throw cursor.Source.Error(start, $"found '{Shorten(token)}', expected a value", Hint(token))
            : value with { Span = new TextSpan(start, cursor.Position) };
    }

    private static string TakeToken(Cursor cursor)
    {
        var start = cursor.Position;
        SkipToken(cursor);
        // RFC 3339 section 5.6 allows a space for the T between date and time, and so does TOML.
        var isDate = cursor.Position - start == 10 && cursor.Text[start + 4] == '-' && cursor.Text[start + 7] == '-';
        if (isDate && cursor.Current == ' ' && char.IsAsciiDigit(cursor.Peek(1)))
        {
            cursor.Position++;
            SkipToken(cursor);
        }
        return cursor.Text[start..cursor.Position];
    }

    private static void SkipToken(Cursor cursor)
    {
        while (cursor.Current is not (' ' or '\t' or '\r' or '\n' or '\0' or ',' or ']' or '[' or '}' or '{' or '#' or '=' or '"' or '\''))
            cursor.Position++;
    }

    private static string Shorten(string token) => token.Length <= 40 ? token : token[..40] + "…";

    private static string Hint(string token)
    {
        if (DateTimeToken.IsLike(token))
            return "write dates as 2026-01-31, times as 23:59:59 and both as 2026-01-31T23:59:59Z, all within the calendar";
        if (token.ToLowerInvariant() is "true" or "false")
            return $"booleans are lower case: {token.ToLowerInvariant()}";
        return NumberToken.IsLike(token)
            ? "integers are 64 bits signed, without leading zeros; a float has digits on both sides of its point"
            : $"put text in quotes: \"{Shorten(token)}\"";
    }
}
