using System.Globalization;

namespace Drayage.Workflows.Expressions;

/// <summary>Cuts an expression into tokens, as GitHub's own lexer does.</summary>
internal sealed class ExpressionScanner
{
    private static readonly string[] Symbols = ["&&", "||", "==", "!=", "<=", ">=", "<", ">", "!", "(", ")", "[", "]", ".", ",", "*"];

    private readonly string text;
    private readonly int start;
    private readonly int end;
    private int at;

    public ExpressionScanner(string text, int start, int end)
    {
        this.text = text;
        this.start = start;
        this.end = end;
        at = start;
    }

    /// <exception cref="FormatException">A character that begins no token.</exception>
    public ExpressionToken Next()
    {
        while (at < end && char.IsWhiteSpace(text[at]))
            at++;
        if (at >= end)
            return new ExpressionToken(TokenKind.End, "the end", 0, at, at);
        var first = text[at];
        if (first == '\'')
            return Quoted();
        if (IsNameStart(first))
            return Name();
        if (char.IsAsciiDigit(first) || (first is '-' or '+' or '.' && at + 1 < end && (char.IsAsciiDigit(text[at + 1]) || text[at + 1] == '.') && !IsAfterTarget()))
            return Number();
        var symbol = Array.Find(Symbols, symbol => text.AsSpan(at, end - at).StartsWith(symbol, StringComparison.Ordinal))
            ?? throw new FormatException($"'{first}' has no meaning in an expression{(first == '"' ? "; texts stand in single quotes" : "")}");
        at += symbol.Length;
        return new ExpressionToken(TokenKind.Symbol, symbol, 0, at - symbol.Length, at);
    }

    private static bool IsNameStart(char character) => char.IsAsciiLetter(character) || character == '_';

    // 'a.0' is no number behind a name.
    private bool IsAfterTarget() => at > start && (char.IsAsciiLetterOrDigit(text[at - 1]) || text[at - 1] is '_' or ']' or ')' or '*' or '-');

    private ExpressionToken Name()
    {
        var from = at;
        while (at < end && (char.IsAsciiLetterOrDigit(text[at]) || text[at] is '_' or '-'))
            at++;
        return new ExpressionToken(TokenKind.Name, text[from..at], 0, from, at);
    }

    private ExpressionToken Quoted()
    {
        var from = at++;
        while (at < end)
        {
            if (text[at++] != '\'')
                continue;
            if (at >= end || text[at] != '\'')
                return new ExpressionToken(TokenKind.Text, text[(from + 1)..(at - 1)].Replace("''", "'", StringComparison.Ordinal), 0, from, at);
            at++;
        }

        throw new FormatException("a text is not closed with a single quote");
    }

    private ExpressionToken Number()
    {
        var from = at;
        while (at < end && (char.IsAsciiLetterOrDigit(text[at]) || text[at] is '.' || (text[at] is '+' or '-' && (at == from || text[at - 1] is 'e' or 'E'))))
            at++;
        var written = text[from..at];
        return Parse(written) is { } number
            ? new ExpressionToken(TokenKind.Number, written, number, from, at)
            : throw new FormatException($"'{written}' is no number");
    }

    /// <summary>The number that a text means: decimal, <c>0x…</c> or <c>0o…</c>.</summary>
    public static double? Parse(string written)
    {
        if (written.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
            return long.TryParse(written.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var hex) ? hex : null;
        if (written.StartsWith("0o", StringComparison.OrdinalIgnoreCase))
            return written.Length is > 2 and < 22 && written.AsSpan(2).IndexOfAnyExceptInRange('0', '7') < 0 ? Convert.ToInt64(written[2..], 8) : null;
        return double.TryParse(written, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
    }
}
