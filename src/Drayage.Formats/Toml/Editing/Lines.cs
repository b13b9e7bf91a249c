namespace Drayage.Formats.Toml.Editing;

/// <summary>Line arithmetic over a text. Line ends are LF or CRLF.</summary>
internal static class Lines
{
    private const char ByteOrderMark = '\uFEFF';

    /// <summary>The first offset of the line, behind a byte order mark.</summary>
    public static int StartOf(string text, int offset)
    {
        var start = offset == 0 ? 0 : text.LastIndexOf('\n', offset - 1) + 1;
        return start == 0 && text.StartsWith(ByteOrderMark) ? 1 : start;
    }

    /// <summary>The first offset of the next line, or the end of the text.</summary>
    public static int NextAfter(string text, int offset)
    {
        var end = text.IndexOf('\n', offset);
        return end < 0 ? text.Length : end + 1;
    }

    public static int BlanksBefore(string text, int offset)
    {
        var blanks = 0;
        while (offset - blanks > 0 && text[offset - blanks - 1] is ' ' or '\t')
            blanks++;
        return blanks;
    }

    public static int BlanksBehind(string text, int offset)
    {
        var blanks = 0;
        while (offset + blanks < text.Length && text[offset + blanks] is ' ' or '\t')
            blanks++;
        return blanks;
    }

    /// <summary>Blanks from the start of the line to the offset.</summary>
    public static string Indent(string text, int offset)
    {
        var line = text.AsSpan()[StartOf(text, offset)..offset];
        return line[..(line.Length - line.TrimStart(" \t").Length)].ToString();
    }

    /// <summary>Whether the line holds nothing but blanks from the offset on.</summary>
    public static bool IsBlank(string text, int start) => text.AsSpan()[start..NextAfter(text, start)].Trim(" \t\r\n").IsEmpty;

    public static bool IsComment(string text, int start) => text.AsSpan()[start..].TrimStart(" \t").StartsWith("#");
}
