namespace Drayage.Workflows.Reading;

/// <summary>How a text is written in YAML.</summary>
public enum TextStyle
{
    Plain,
    SingleQuoted,
    DoubleQuoted,

    /// <summary><c>|</c></summary>
    Literal,

    /// <summary><c>&gt;</c></summary>
    Folded,
}

/// <summary>A text of a YAML file: decoded, and for each of its characters the place in the file.</summary>
public sealed class ScalarText
{
    private readonly SourceFile source;
    private readonly ScalarMap map;

    internal ScalarText(SourceFile source, string value, TextStyle style, SourcePlace place)
    {
        this.source = source;
        Value = value;
        Style = style;
        map = ScalarMap.Create(source.Text, value, style, place.Start, place.End);
        Place = source.Place(place.Start, Math.Max(place.Start, map.End));
    }

    /// <summary>The text after decoding: no quotes, no escapes, no indentation, line ends as <c>\n</c>.</summary>
    public string Value { get; }

    public TextStyle Style { get; }

    /// <summary>The whole text in the file, with its quotes or block header; a block's last line end is not part of it.</summary>
    public SourcePlace Place { get; }

    /// <summary>False where characters could not be found again in the file: every place is then that of the whole text.</summary>
    public bool IsMapped => map.IsExact;

    /// <summary>The file that the text stands in.</summary>
    public SourceFile Source => source;

    /// <summary>Offset in the file of the character at <paramref name="offset"/> of <see cref="Value"/>; the end for the length of the text.</summary>
    public int FileOffset(int offset) => map.FileOffset(Math.Clamp(offset, 0, Value.Length));

    /// <summary>The place in the file of a stretch of <see cref="Value"/>.</summary>
    public SourcePlace PlaceOf(int start, int length)
    {
        if (!map.IsExact)
            return Place;
        var first = FileOffset(start);
        // The end is one behind the last character: at a line end the next character stands behind indentation.
        return source.Place(first, length <= 0 ? first : FileOffset(start + length - 1) + map.Width(start + length - 1));
    }

    public override string ToString() => Value;
}
