using System.Text;

namespace Drayage.Ecosystems.Gradle.Detection.Scripts;

/// <summary>
/// Splits a Gradle script into tokens. One lexer serves Groovy and Kotlin: comments and strings, which are what one has to
/// know to find the rest, look alike in both.
/// </summary>
internal sealed class Lexer
{
    private readonly string text;
    private readonly List<Token> tokens = [];
    private int position;
    private int line = 1;
    private int lineStart;

    private Lexer(string text) => this.text = text;

    public static List<Token> Read(string text)
    {
        var lexer = new Lexer(text.TrimStart('\uFEFF').ReplaceLineEndings("\n"));
        while (lexer.position < lexer.text.Length)
            lexer.Next();
        return lexer.tokens;
    }

    private void Next()
    {
        var c = text[position];
        if (c == '\n')
        {
            Add(TokenKind.NewLine, "\n", position);
            Advance(1);
        }
        else if (char.IsWhiteSpace(c))
            Advance(1);
        else if (At("//") || (position == 0 && At("#!")))
            Advance(Distance("\n", includeEnd: false));
        else if (At("/*"))
            Advance(Distance("*/", includeEnd: true));
        else if (c is '"' or '\'')
            ReadString(c);
        else if (c == '/' && BeginsSlashyString())
            ReadSlashyString();
        else if (c == '`')
            ReadQuotedName();
        else if (char.IsLetterOrDigit(c) || c == '_')
            ReadName();
        else
        {
            Add(TokenKind.Symbol, c.ToString(), position);
            Advance(1);
        }
    }

    private void ReadName()
    {
        var start = position;
        var end = position;
        while (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] is '_' or '$'))
            end++;
        Add(TokenKind.Name, text[start..end], start);
        Advance(end - start);
    }

    private void ReadQuotedName()
    {
        var start = position;
        var end = text.IndexOf('`', start + 1);
        if (end < 0)
            end = text.Length - 1;
        Add(TokenKind.Name, text[(start + 1)..end], start);
        Advance(end + 1 - start);
    }

    private void ReadString(char quote)
    {
        var start = position;
        var triple = new string(quote, 3);
        var end = At(triple) ? triple : quote.ToString();
        var value = new StringBuilder();
        var isTemplate = false;
        var i = start + end.Length;
        while (i < text.Length && string.CompareOrdinal(text, i, end, 0, end.Length) != 0)
        {
            if (end.Length == 1 && text[i] == '\n')
                break;
            if (text[i] == '\\' && end.Length == 1 && i + 1 < text.Length)
            {
                value.Append(Unescape(text[i + 1]));
                i += 2;
            }
            else if (quote == '"' && text[i] == '$' && i + 1 < text.Length && (text[i + 1] == '{' || char.IsLetter(text[i + 1]) || text[i + 1] == '_'))
            {
                isTemplate = true;
                var next = text[i + 1] == '{' ? EndOfHole(i + 2) : i + 1;
                value.Append(text, i, next - i);
                i = next;
            }
            else
            {
                value.Append(text[i++]);
            }
        }

        tokens.Add(new Token(TokenKind.String, value.ToString(), isTemplate, line, start - lineStart + 1));
        Advance(Math.Min(i + end.Length, text.Length) - start);
    }

    // Index after the brace that closes a `${`, which may hold strings and braces of its own.
    private int EndOfHole(int start)
    {
        var depth = 1;
        for (var i = start; i < text.Length; i++)
        {
            depth += text[i] switch { '{' => 1, '}' => -1, _ => 0 };
            if (depth == 0)
                return i + 1;
        }

        return text.Length;
    }

    // A slash begins Groovy's regular expressions only where no value stands before it that it could divide.
    private bool BeginsSlashyString() =>
        tokens.Count > 0 && tokens[^1] is { Kind: TokenKind.Symbol, Text: "=" or "(" or "," or "~" or ":" }
        && position + 1 < text.Length && text[position + 1] is not (' ' or '=')
        && text.IndexOf('/', position + 1) is var end and > 0 && text.IndexOf('\n', position) is var newline && (newline < 0 || end < newline);

    private void ReadSlashyString()
    {
        var start = position;
        var end = text.IndexOf('/', start + 1);
        Add(TokenKind.String, text[(start + 1)..end], start);
        Advance(end + 1 - start);
    }

    private static char Unescape(char c) => c switch { 'n' => '\n', 't' => '\t', 'r' => '\r', _ => c };

    private bool At(string what) => string.CompareOrdinal(text, position, what, 0, what.Length) == 0;

    private int Distance(string end, bool includeEnd)
    {
        var found = text.IndexOf(end, position, StringComparison.Ordinal);
        return (found < 0 ? text.Length : found + (includeEnd ? end.Length : 0)) - position;
    }

    private void Add(TokenKind kind, string value, int start) => tokens.Add(new Token(kind, value, IsTemplate: false, line, start - lineStart + 1));

    private void Advance(int count)
    {
        for (var i = 0; i < count; i++)
        {
            if (text[position++] != '\n')
                continue;
            line++;
            lineStart = position;
        }
    }
}
