using Drayage.Model;

namespace Drayage.Formats.Toml.Syntax;

/// <summary>The text of a document with its line starts, and the one wording of its errors.</summary>
internal sealed class SourceText
{
    private const char ByteOrderMark = '\uFEFF';
    private readonly List<int> _lineStarts;

    public SourceText(string text, string path)
    {
        Text = text;
        Path = path;
        Start = text.StartsWith(ByteOrderMark) ? 1 : 0;
        _lineStarts = [Start];
        for (var i = text.IndexOf('\n'); i >= 0; i = text.IndexOf('\n', i + 1))
            _lineStarts.Add(i + 1);
    }

    public string Text { get; }

    public string Path { get; }

    /// <summary>The offset behind the byte order mark, if there is one.</summary>
    public int Start { get; }

    public SourceLocation At(int offset)
    {
        var line = _lineStarts.BinarySearch(offset);
        if (line < 0)
            line = Math.Max(~line - 1, 0);
        return new SourceLocation(Path, line + 1, Math.Max(offset - _lineStarts[line], 0) + 1);
    }

    /// <summary>The offset of a place, or null when the text has no such line or column.</summary>
    public int? OffsetOf(int line, int column)
    {
        if (line < 1 || column < 1 || line > _lineStarts.Count)
            return null;
        var offset = _lineStarts[line - 1] + column - 1;
        return offset <= (line < _lineStarts.Count ? _lineStarts[line] : Text.Length) ? offset : null;
    }

    /// <summary>Refuses what no place of a document may hold: other control characters, a lone carriage return or surrogate.</summary>
    public void RefuseForbiddenCharacters()
    {
        for (var i = Start; i < Text.Length; i++)
        {
            var c = Text[i];
            if (c is >= ' ' and < '\x7F' or '\t' or '\n' || (c > '\x7F' && !char.IsSurrogate(c)))
                continue;
            var next = i + 1 < Text.Length ? Text[i + 1] : '\0';
            if (c == '\r' && next == '\n')
                continue;
            if (char.IsSurrogatePair(c, next))
                i++;
            else
                throw Forbidden(i, c);
        }
    }

    /// <summary>A <see cref="ReleaseException"/> that points at an offset.</summary>
    public ReleaseException Error(int offset, string because, string hint) => new(
        ExitCode.Usage,
        $"cannot read {Path} as TOML",
        $"{At(offset)}: {because}",
        hint)
    { At = At(offset) };

    private ReleaseException Forbidden(int offset, char c) => c switch
    {
        '\r' => Error(offset, "found a carriage return without a line feed", "end lines with LF or CRLF"),
        _ when char.IsSurrogate(c) => Error(offset, $"found half of a surrogate pair, U+{(int)c:X4}", "save the file with the encoding UTF-8"),
        _ => Error(offset, $"found the control character U+{(int)c:X4}", $"remove it, or write it as \\u{(int)c:X4} in a \"basic\" string"),
    };
}
