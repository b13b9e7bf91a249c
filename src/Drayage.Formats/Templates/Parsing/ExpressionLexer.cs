using System.Text.RegularExpressions;
using Drayage.Formats.Templates.Syntax;
using Drayage.Model;

namespace Drayage.Formats.Templates.Parsing;

/// <summary>Reads the tokens inside one tag.</summary>
internal sealed partial class ExpressionLexer(TemplateSource source)
{
    private readonly string _text = source.Text;
    private readonly Stack<char> _brackets = new();

    /// <summary>Inside brackets <c>}}</c> closes mappings, not the tag.</summary>
    public bool IsInBrackets => _brackets.Count > 0;

    public int SkipBlanks(int position)
    {
        while (position < _text.Length && char.IsWhiteSpace(_text[position]))
            position++;
        return position;
    }

    /// <summary>Reads the token at the position.</summary>
    public (Token Token, int Next) Read(int position)
    {
        if (_text[position] is '"' or '\'')
            return ReadText(position);
        if (Float().Match(_text, position) is { Success: true } number)
            return Make(TokenKind.Float, number, position);
        if (Integer().Match(_text, position) is { Success: true } integer)
            return Make(TokenKind.Integer, integer, position);
        if (Name().Match(_text, position) is { Success: true } name)
            return Make(TokenKind.Name, name, position);
        if (Operator().Match(_text, position) is not { Success: true } symbol)
            throw source.Malformed(position, $"found '{_text[position]}', which begins no expression", "put text in quotes");
        Balance(symbol.Value, position);
        return Make(TokenKind.Operator, symbol, position);
    }

    private static (Token Token, int Next) Make(TokenKind kind, Match match, int position) =>
        (new Token(kind, match.Value, position), position + match.Length);

    private (Token Token, int Next) ReadText(int position)
    {
        var quote = _text[position];
        var end = position + 1;
        while (end < _text.Length && _text[end] != quote)
            end += _text[end] == '\\' ? 2 : 1;
        if (end >= _text.Length)
            throw source.Malformed(position, "the text is not closed", $"close it with {quote}");
        var value = TextEscapes.Resolve(_text[(position + 1)..end], offset => Unescapable(position + 1 + offset));
        return (new Token(TokenKind.Text, value, position), end + 1);
    }

    private void Balance(string symbol, int position)
    {
        switch (symbol)
        {
            case "(":
                _brackets.Push(')');
                break;
            case "[":
                _brackets.Push(']');
                break;
            case "{":
                _brackets.Push('}');
                break;
            case ")" or "]" or "}":
                if (!_brackets.TryPop(out var expected) || expected != symbol[0])
                    throw source.Malformed(position, $"found '{symbol}' without its opening bracket", "balance the brackets");
                break;
        }
    }

    private ReleaseException Unescapable(int position) =>
        source.Malformed(position, "the escape is not complete", @"escapes are \n \t \\ \' \"" \xHH \uHHHH \UHHHHHHHH");

    [GeneratedRegex(@"\G(?<!\.)(?:[0-9]+_)*[0-9]+(?:(?:\.(?:[0-9]+_)*[0-9]+)?[eE][+-]?(?:[0-9]+_)*[0-9]+|\.(?:[0-9]+_)*[0-9]+)", RegexOptions.CultureInvariant)]
    private static partial Regex Float();

    [GeneratedRegex(@"\G(?:0[bB](?:_?[01])+|0[oO](?:_?[0-7])+|0[xX](?:_?[0-9a-fA-F])+|[1-9](?:_?[0-9])*|0(?:_?0)*)", RegexOptions.CultureInvariant)]
    private static partial Regex Integer();

    [GeneratedRegex(@"\G[_\p{L}\p{Nl}][\w]*", RegexOptions.CultureInvariant)]
    private static partial Regex Name();

    [GeneratedRegex(@"\G(?:\*\*|//|==|!=|>=|<=|[-+*/%~<>=.:|,;()\[\]{}])", RegexOptions.CultureInvariant)]
    private static partial Regex Operator();
}
