using System.Runtime.InteropServices;
using System.Text;
using Drayage.Formats.Toml.Syntax;

namespace Drayage.Formats.Toml.Editing;

/// <summary>Replaces a range of the text.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct TextEdit(TextSpan Span, string Replacement)
{
    public static TextEdit Insert(int offset, string text) => new(new TextSpan(offset, offset), text);

    public static TextEdit Remove(int start, int end) => new(new TextSpan(start, end), "");

    /// <summary>Applies edits in document order; ranges that overlap merge.</summary>
    public static string Apply(string text, IEnumerable<TextEdit> edits)
    {
        var result = new StringBuilder(text.Length);
        var copied = 0;
        foreach (var edit in edits.OrderBy(edit => edit.Span.Start))
        {
            if (edit.Span.Start > copied)
                result.Append(text, copied, edit.Span.Start - copied);
            result.Append(edit.Replacement);
            copied = Math.Max(copied, edit.Span.End);
        }
        return result.Append(text, copied, text.Length - copied).ToString();
    }
}
