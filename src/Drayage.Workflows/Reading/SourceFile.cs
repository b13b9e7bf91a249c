namespace Drayage.Workflows.Reading;

/// <summary>A file's text and where its lines begin.</summary>
public sealed class SourceFile
{
    private readonly List<int> lineStarts = [0];

    /// <param name="path">As messages name it: relative to the repository, with forward slashes.</param>
    /// <param name="text">The whole text as it stands in the file, a byte order mark included.</param>
    public SourceFile(string path, string text)
    {
        Path = path;
        Text = text;
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == '\n' || (text[at] == '\r' && (at + 1 == text.Length || text[at + 1] != '\n')))
                lineStarts.Add(at + 1);
        }
    }

    public string Path { get; }

    public string Text { get; }

    public int LineCount => lineStarts.Count;

    /// <summary>The line without its end.</summary>
    /// <param name="line">One-based.</param>
    public ReadOnlySpan<char> Line(int line) => Text.AsSpan(LineStart(line)..LineEnd(line));

    /// <summary>Offset of the first character of a line.</summary>
    /// <param name="line">One-based.</param>
    public int LineStart(int line) => lineStarts[line - 1];

    /// <summary>Offset behind the last character of a line, before its line end.</summary>
    /// <param name="line">One-based.</param>
    public int LineEnd(int line)
    {
        var end = line < lineStarts.Count ? lineStarts[line] : Text.Length;
        while (end > lineStarts[line - 1] && Text[end - 1] is '\n' or '\r')
            end--;
        return end;
    }

    /// <summary>The one-based line that an offset lies in.</summary>
    public int LineOf(int offset)
    {
        var found = lineStarts.BinarySearch(offset);
        return found >= 0 ? found + 1 : ~found;
    }

    /// <summary>The place of a stretch of the text. Offsets outside the text are moved to its ends.</summary>
    public SourcePlace Place(int start, int end)
    {
        start = Math.Clamp(start, 0, Text.Length);
        end = Math.Clamp(end, start, Text.Length);
        var line = LineOf(start);
        var column = start - LineStart(line) + 1;
        return new SourcePlace(start, end, line, line == 1 && Text.StartsWith('\uFEFF') && column > 1 ? column - 1 : column);
    }
}
