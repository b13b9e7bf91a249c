using System.Text.Json;
using System.Text.RegularExpressions;

namespace Drayage.Registries.GitHub.GraphQl;

/// <summary>Cuts a query into tokens; white space, commas and comments fall away.</summary>
internal static partial class Lexer
{
    public static List<Token> Read(string query)
    {
        var tokens = new List<Token>();
        var at = 0;
        while (at < query.Length)
        {
            var match = Pattern().Match(query, at);
            if (!match.Success || match.Index != at)
                throw new GraphQlFault("parseError", $"unexpected character at position {at}");
            at += match.Length;
            if (Of(match) is { } token)
                tokens.Add(token);
        }
        tokens.Add(new Token(TokenKind.End, "end of query"));
        return tokens;
    }

    private static Token? Of(Match match)
    {
        if (match.Groups["name"].Success)
            return new Token(TokenKind.Name, match.Value);
        if (match.Groups["number"].Success)
            return new Token(TokenKind.Number, match.Value);
        if (match.Groups["block"].Success)
            return new Token(TokenKind.Text, match.Value[3..^3].Replace("\\\"\"\"", "\"\"\"", StringComparison.Ordinal).Trim());
        if (match.Groups["text"].Success)
            return new Token(TokenKind.Text, Unescape(match.Value));
        return match.Groups["mark"].Success ? new Token(TokenKind.Mark, match.Value) : null;
    }

    // The escapes are those of JSON.
    private static string Unescape(string quoted)
    {
        try
        {
            return JsonElement.Parse(quoted).GetString()!;
        }
        catch (JsonException)
        {
            throw new GraphQlFault("parseError", $"invalid string {quoted}");
        }
    }

    [GeneratedRegex("""
        \G(?:(?<ignored>[\s,\uFEFF]+|\#[^\n]*)
        |(?<name>[_A-Za-z][_0-9A-Za-z]*)
        |(?<number>-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?)
        |(?<block>\"\"\"(\\\"\"\"|[^\"]|\"{1,2}(?!\"))*\"\"\")
        |(?<text>\"(\\.|[^\"\\\n])*\")
        |(?<mark>\.\.\.|[!$()\[\]{}:=@|&]))
        """, RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Pattern();
}
