using System.Text;
using YamlDotNet.Core;

namespace Drayage.Workflows.Reading;

/// <summary>What the parser is given of a file, and the way back from its places.</summary>
internal sealed class ParsedText
{
    private readonly int shift;
    private readonly int[]? offsets;

    private ParsedText(string text, int shift, int[]? offsets)
    {
        Text = text;
        this.shift = shift;
        this.offsets = offsets;
    }

    public string Text { get; }

    public bool IsChanged => offsets is not null;

    /// <summary>All but the byte order mark.</summary>
    public static ParsedText Whole(SourceFile source)
    {
        var mark = Mark(source);
        return new ParsedText(source.Text[mark..], mark, null);
    }

    /// <summary>Lines that hold blanks only hold nothing.</summary>
    public static ParsedText WithEmptyBlankLines(SourceFile source)
    {
        var text = new StringBuilder(source.Text.Length);
        var places = new List<int>(source.Text.Length);
        for (var line = 1; line <= source.LineCount; line++)
        {
            var start = line == 1 ? Mark(source) : source.LineStart(line);
            var end = source.LineEnd(line);
            var next = line < source.LineCount ? source.LineStart(line + 1) : source.Text.Length;
            for (var at = source.Text.AsSpan(start..end).IsWhiteSpace() ? end : start; at < next; at++)
            {
                text.Append(source.Text[at]);
                places.Add(at);
            }
        }

        places.Add(source.Text.Length);
        return new ParsedText(text.ToString(), 0, [.. places]);
    }

    /// <summary>Offset in the file of what the parser names.</summary>
    public int Offset(in Mark mark) => offsets is null
        ? (int)mark.Index + shift
        : offsets[Math.Min((int)mark.Index, offsets.Length - 1)];

    private static int Mark(SourceFile source) => source.Text.StartsWith('\uFEFF') ? 1 : 0;
}
