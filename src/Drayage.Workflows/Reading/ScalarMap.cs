namespace Drayage.Workflows.Reading;

/// <summary>
/// From the characters of a decoded text to those of the file: walks both side by side, by the rules for quotes, escapes,
/// indentation and folding (YAML 1.2.2, sections 7.3 and 8.1).
/// </summary>
internal sealed class ScalarMap
{
    private readonly int start;
    private readonly int[]? offsets;

    private ScalarMap(int start, int end, int[]? offsets, bool exact)
    {
        this.start = start;
        this.offsets = offsets;
        End = end;
        IsExact = exact;
    }

    public bool IsExact { get; }

    /// <summary>Offset in the file behind the text and its closing quote.</summary>
    public int End { get; }

    public static ScalarMap Create(string file, string value, TextStyle style, int start, int end)
    {
        if (style == TextStyle.Plain && end - start == value.Length && file.AsSpan(start, value.Length).SequenceEqual(value))
            return new ScalarMap(start, end, null, exact: true);
        var walk = style is TextStyle.Literal or TextStyle.Folded
            ? ScalarWalk.Block(file, value, start)
            : ScalarWalk.Flow(file, value, style, start);
        return walk is null ? new ScalarMap(start, end, null, exact: false) : new ScalarMap(start, walk.End, walk.Offsets, exact: true);
    }

    public int FileOffset(int offset) => !IsExact ? start : offsets is null ? start + offset : offsets[offset];

    /// <summary>How many characters of the file make one of the text: more than one for escapes and line ends.</summary>
    public int Width(int offset)
    {
        if (offsets is null || offset < 0 || offset + 1 >= offsets.Length)
            return 1;
        var width = offsets[offset + 1] - offsets[offset];
        // Behind a line end stand indentation and blank lines, which belong to no character.
        return width is > 0 and <= 10 ? width : 1;
    }
}
