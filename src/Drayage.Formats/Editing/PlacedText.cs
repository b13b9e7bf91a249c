using System.Text;
using Drayage.Formats.Toml.Syntax;
using Drayage.Model;

namespace Drayage.Formats.Editing;

/// <summary>
/// A text file of any format in which short texts, whose places a reader of the format told, are replaced. Every other byte stays:
/// line ends, comments, quotes, a byte order mark.
/// </summary>
public sealed class PlacedText
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly string[] Quotes = ["\"\"\"", "'''", "\"", "'"];

    private readonly string path;
    private readonly SourceText source;
    private readonly Dictionary<TextSpan, (string Replacement, SourceLocation At)> edits = [];

    private PlacedText(string path, string text)
    {
        this.path = path;
        source = new SourceText(text, path);
    }

    /// <param name="path">For messages.</param>
    /// <exception cref="ReleaseException">The bytes are not UTF-8.</exception>
    public static PlacedText Of(ReadOnlySpan<byte> utf8, string path)
    {
        try
        {
            return new PlacedText(path, StrictUtf8.GetString(utf8));
        }
        catch (DecoderFallbackException malformed)
        {
            throw new ReleaseException(ExitCode.Refused, $"{path} cannot be edited", "it is not UTF-8", "save it with the encoding UTF-8", malformed);
        }
    }

    /// <summary>
    /// Notes that a text is to be replaced. It must stand at the place, behind an opening quote there, or further on in the same line.
    /// </summary>
    /// <exception cref="ReleaseException">It stands nowhere there, or another replacement of the same text was noted.</exception>
    public void Replace(SourceLocation at, string before, string after)
    {
        var start = Find(at, before) ?? throw new ReleaseException(
            ExitCode.Refused,
            $"{path} cannot be edited",
            $"{at}: '{before}' does not stand there in one piece",
            "write it out there, without escapes, variables or parts");
        var span = new TextSpan(start, start + before.Length);
        if (edits.TryGetValue(span, out var other) && other.Replacement != after)
        {
            throw new ReleaseException(
                ExitCode.Refused,
                $"{path} cannot be edited",
                $"{at}: '{before}' would have to become both {other.Replacement} and {after}",
                "give one of the two a place of its own");
        }

        edits[span] = (after, at);
    }

    /// <summary>The bytes with all replacements made.</summary>
    public byte[] ToUtf8() => StrictUtf8.GetBytes(TextEdit.Apply(source.Text, edits.Select(edit => new TextEdit(edit.Key.Start, edit.Key.End, edit.Value.Replacement))));

    private int? Find(SourceLocation at, string text)
    {
        if (source.OffsetOf(at.Line, at.Column) is not { } offset)
            return null;
        var quote = Quotes.FirstOrDefault(quote => string.CompareOrdinal(source.Text, offset, quote, 0, quote.Length) == 0) ?? "";
        foreach (var candidate in (int[])[offset, offset + quote.Length])
        {
            if (string.CompareOrdinal(source.Text, candidate, text, 0, text.Length) == 0)
                return candidate;
        }

        var end = source.Text.IndexOf('\n', offset) is var newline and >= 0 ? newline : source.Text.Length;
        for (var found = offset; (found = source.Text.IndexOf(text, found, end - found, StringComparison.Ordinal)) >= 0; found++)
        {
            if (StandsAlone(found, text))
                return found;
        }

        return null;
    }

    private bool StandsAlone(int start, string text)
    {
        var (before, after) = (start > 0 ? source.Text[start - 1] : ' ', start + text.Length < source.Text.Length ? source.Text[start + text.Length] : ' ');
        return !(char.IsAsciiDigit(text[0]) && (char.IsAsciiDigit(before) || before == '.'))
            && !(char.IsAsciiLetterOrDigit(text[^1]) && (char.IsAsciiLetterOrDigit(after) || after is '.' or '-' or '+'));
    }
}
