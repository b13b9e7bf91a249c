using Drayage.Formats.Editing;
using Drayage.Workflows.Reading;

namespace Drayage.Workflows.Fixing.Editing;

/// <summary>
/// A file that lines are added to, as the lines around them are written: the same indentation, the same marks of quotations and
/// prompts of guides, the same line ends.
/// </summary>
/// <param name="read">What was read: of a guide one snippet, with everything around it blank.</param>
/// <param name="whole">The whole file. Places are the same in both.</param>
internal sealed class EditedFile(SourceFile read, SourceFile whole)
{
    public string Path => whole.Path;

    /// <summary>How much deeper things stand than what they belong to: what the first lines of the file show.</summary>
    public string Unit { get; } = new(' ', UnitOf(read));

    /// <summary>As it was read.</summary>
    public SourceFile Read => read;

    /// <summary>The file's text between two offsets.</summary>
    public string Raw(int start, int end) => whole.Text[start..end];

    public int LineOf(int offset) => read.LineOf(offset);

    /// <summary>A line as it was read, without its end.</summary>
    public ReadOnlySpan<char> Line(int line) => read.Line(line);

    /// <summary>What stands before a place in its line, with blanks in place of everything that was read.</summary>
    public string PrefixTo(int offset)
    {
        var start = read.LineStart(read.LineOf(offset));
        return string.Create(offset - start, (read, whole, start), static (prefix, at) =>
        {
            for (var i = 0; i < prefix.Length; i++)
            {
                var (seen, real) = (at.read.Text[at.start + i], at.whole.Text[at.start + i]);
                prefix[i] = real == '\uFEFF' || (seen is not (' ' or '\t') && seen == real) ? ' ' : real;
            }
        });
    }

    /// <summary>How far the first thing that was read in a line stands from the line's beginning.</summary>
    public int IndentOf(int line)
    {
        var text = Line(line);
        return text.Length - text.TrimStart(" \t\uFEFF").Length;
    }

    /// <summary>Whether a line of the file holds nothing but the marks of a quotation.</summary>
    public bool IsBlank(int line) => whole.Line(line).TrimStart(" \t>").IsEmpty;

    public bool IsComment(int line) => Line(line).TrimStart().StartsWith("#");

    /// <summary>The first line of the comments that stand directly above a line, indented as it is; the line itself without any.</summary>
    public int CommentsAbove(int line)
    {
        var indent = IndentOf(line);
        while (line > 1 && IsComment(line - 1) && IndentOf(line - 1) == indent)
            line--;
        return line;
    }

    public TextEdit InsertAbove(int line, params IEnumerable<string> lines)
    {
        var start = read.LineStart(line);
        var mark = start == 0 && whole.Text.StartsWith('\uFEFF') ? 1 : 0;
        return TextEdit.Insert(start + mark, string.Concat(lines.Select(text => text + NewLine(line))));
    }

    public TextEdit InsertBelow(int line, params IEnumerable<string> lines) =>
        TextEdit.Insert(read.LineEnd(line), string.Concat(lines.Select(text => NewLine(line) + text)));

    /// <summary>Puts other lines in place of lines of the file; the end of the last one stays.</summary>
    public TextEdit ReplaceLines(int first, int last, IEnumerable<string> lines) => new(read.LineStart(first), read.LineEnd(last), string.Join(NewLine(first), lines));

    /// <summary>Takes a line away, with its end.</summary>
    public TextEdit RemoveLine(int line) => line < read.LineCount
        ? TextEdit.Remove(read.LineStart(line), read.LineStart(line + 1))
        : TextEdit.Remove(line > 1 ? read.LineEnd(line - 1) : 0, read.Text.Length);

    private static int UnitOf(SourceFile read)
    {
        var last = int.MaxValue;
        for (var line = 1; line <= Math.Min(read.LineCount, 400); line++)
        {
            var text = read.Line(line);
            var indent = text.Length - text.TrimStart(' ').Length;
            if (text.IsWhiteSpace() || text.TrimStart() is ['#', ..])
                continue;
            if (indent - last is > 1 and <= 8 and var deeper)
                return deeper;
            last = indent;
        }

        return 2;
    }

    private string NewLine(int line)
    {
        // The last line may have no end to copy.
        for (var look = Math.Min(line, whole.LineCount - 1); look >= 1; look--)
        {
            if (whole.LineStart(look + 1) > 1)
                return whole.Text[whole.LineStart(look + 1) - 2] == '\r' ? "\r\n" : "\n";
        }
        return "\n";
    }
}
