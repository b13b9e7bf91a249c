using System.Text.RegularExpressions;
using Drayage.Formats.Templates.Syntax;
using Drayage.Model;

namespace Drayage.Formats.Templates.Parsing;

/// <summary>Splits a template into text and tags, and does away with the white space that tags and options remove.</summary>
internal sealed partial class TemplateLexer(TemplateSource source, TemplateOptions options)
{
    private readonly string _text = source.Text;
    private readonly List<Token> _tokens = [];
    private int _position;

    /// <summary>Whether what was consumed last ended a line, so that lstrip_blocks sees the start of one.</summary>
    private bool _atLineStart = true;

    public IReadOnlyList<Token> Read()
    {
        for (var tag = FindTag(); tag >= 0; tag = FindTag())
        {
            if (_text[tag + 1] == '%' && RawBegin().Match(_text, tag) is { Success: true } raw)
            {
                AddData(tag, raw.Groups["sign"].Value, isOutput: false);
                Advance(raw.Length);
                ReadRaw(tag);
                continue;
            }
            var sign = tag + 2 < _text.Length && _text[tag + 2] is '-' or '+' ? _text[tag + 2].ToString() : "";
            AddData(tag, sign, isOutput: _text[tag + 1] == '{');
            Advance(2 + sign.Length);
            ReadTag(tag);
        }
        AddData(_text.Length, "+", isOutput: false);
        _tokens.Add(new Token(TokenKind.End, "", _text.Length));
        return _tokens;
    }

    private int FindTag()
    {
        for (var i = _text.IndexOf('{', _position); i >= 0 && i + 1 < _text.Length; i = _text.IndexOf('{', i + 1))
        {
            if (_text[i + 1] is '{' or '%' or '#')
                return i;
        }
        return -1;
    }

    /// <summary>Adds the text before a tag and moves to the tag.</summary>
    private void AddData(int end, string sign, bool isOutput)
    {
        var start = _position;
        var data = _text[start..end];
        if (sign == "-")
            data = data.TrimEnd();
        else if (sign.Length == 0 && options.LstripBlocks && !isOutput)
            data = WithoutIndent(data);
        if (data.Length > 0)
            _tokens.Add(new Token(TokenKind.Data, data, start));
        _position = end;
    }

    private string WithoutIndent(string data)
    {
        var line = data.LastIndexOf('\n') + 1;
        return (line > 0 || _atLineStart) && string.IsNullOrWhiteSpace(data[line..]) ? data[..line] : data;
    }

    private void ReadTag(int tag)
    {
        switch (_text[tag + 1])
        {
            case '#':
                if (CommentEnd().Match(_text, _position) is not { Success: true } end)
                    throw Unclosed(tag, "comment", "#}");
                _position = end.Index;
                FinishBlock(end);
                break;
            case '%':
                _tokens.Add(new Token(TokenKind.BlockBegin, "", tag));
                ReadExpressionTokens(tag, BlockEnd(), TokenKind.BlockEnd, "%}");
                break;
            default:
                _tokens.Add(new Token(TokenKind.OutputBegin, "", tag));
                ReadExpressionTokens(tag, OutputEnd(), TokenKind.OutputEnd, "}}");
                break;
        }
    }

    private void ReadRaw(int tag)
    {
        if (RawEnd().Match(_text, _position) is not { Success: true } end)
            throw Unclosed(tag, "raw block", "{% endraw %}");
        AddData(end.Index, end.Groups["sign"].Value, isOutput: false);
        FinishBlock(end);
    }

    private void ReadExpressionTokens(int tag, Regex end, TokenKind endKind, string delimiter)
    {
        var lexer = new ExpressionLexer(source);
        while (true)
        {
            _position = lexer.SkipBlanks(_position);
            if (_position >= _text.Length)
                throw Unclosed(tag, "tag", delimiter);
            if (!lexer.IsInBrackets && end.Match(_text, _position) is { Success: true } match)
            {
                _tokens.Add(new Token(endKind, "", _position));
                if (endKind == TokenKind.BlockEnd)
                    FinishBlock(match);
                else
                    Advance(match.Length);
                return;
            }
            var (token, next) = lexer.Read(_position);
            _tokens.Add(token);
            _position = next;
        }
    }

    private void FinishBlock(Match end)
    {
        Advance(end.Length);
        var isPlain = end.Groups["end"].Length == 0;
        if (isPlain && options.TrimBlocks && _position < _text.Length && _text[_position] == '\n')
            Advance(1);
    }

    private void Advance(int length)
    {
        _position += length;
        _atLineStart = _text[_position - 1] == '\n';
    }

    private ReleaseException Unclosed(int tag, string what, string delimiter) =>
        source.Malformed(tag, $"the {what} is not closed", $"close it with '{delimiter}'");

    [GeneratedRegex(@"\G\{%(?<sign>[-+]?)\s*raw\s*(?:-%\}\s*|%\})", RegexOptions.CultureInvariant)]
    private static partial Regex RawBegin();

    [GeneratedRegex(@"\{%(?<sign>[-+]?)\s*endraw\s*(?:(?<end>\+)%\}|(?<end>-)%\}\s*|%\})", RegexOptions.CultureInvariant)]
    private static partial Regex RawEnd();

    [GeneratedRegex(@"(?<end>\+)#\}|(?<end>-)#\}\s*|#\}", RegexOptions.CultureInvariant)]
    private static partial Regex CommentEnd();

    [GeneratedRegex(@"\G(?:(?<end>\+)%\}|(?<end>-)%\}\s*|%\})", RegexOptions.CultureInvariant)]
    private static partial Regex BlockEnd();

    [GeneratedRegex(@"\G(?:-\}\}\s*|\}\})", RegexOptions.CultureInvariant)]
    private static partial Regex OutputEnd();
}
