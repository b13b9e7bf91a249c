using System.Runtime.InteropServices;
using System.Text;

namespace Drayage.Formats.Editing;

/// <summary>Replaces a range of a text.</summary>
/// <param name="Start">Zero-based offset of the first character that goes, in UTF-16 code units.</param>
/// <param name="End">Zero-based offset behind the last character that goes; the start where text is only added.</param>
/// <param name="Replacement">What comes instead.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct TextEdit(int Start, int End, string Replacement)
{
    public static TextEdit Insert(int offset, string text) => new(offset, offset, text);

    public static TextEdit Remove(int start, int end) => new(start, end, "");

    /// <summary>Applies edits in document order, those of one place in the order given; ranges that overlap merge.</summary>
    public static string Apply(string text, IEnumerable<TextEdit> edits)
    {
        var result = new StringBuilder(text.Length);
        var copied = 0;
        foreach (var edit in edits.OrderBy(edit => edit.Start))
        {
            if (edit.Start > copied)
                result.Append(text, copied, edit.Start - copied);
            result.Append(edit.Replacement);
            copied = Math.Max(copied, edit.End);
        }
        return result.Append(text, copied, text.Length - copied).ToString();
    }

    /// <summary>Whether the ranges of two edits overlap or touch, so that their order would matter.</summary>
    public bool Touches(TextEdit other) => Start <= other.End && other.Start <= End;
}
