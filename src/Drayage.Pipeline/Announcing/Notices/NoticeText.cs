using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Drayage.Pipeline.Announcing.Notices;

/// <summary>Text in messages: values on one line, and messages that fit.</summary>
public static partial class NoticeText
{
    private const string Left = "…";

    /// <summary>A value on one line: white space is a space, and signs that cannot be seen, such as those that turn the direction of text, are gone.</summary>
    public static string OneLine(string value)
    {
        var text = new StringBuilder(value.Length);
        foreach (var rune in value.EnumerateRunes())
        {
            var isSpace = Rune.IsWhiteSpace(rune) || Rune.IsControl(rune);
            if (isSpace && text is [.., ' '])
                continue;
            if (isSpace)
                text.Append(' ');
            else if (Rune.GetUnicodeCategory(rune) is not UnicodeCategory.Format)
                text.Append(rune.ToString());
        }

        return text.ToString().Trim(' ');
    }

    /// <summary>An address with the signs percent-encoded that end a link somewhere.</summary>
    public static string Address(Uri url) => LinkEnds().Replace(url.AbsoluteUri, sign => $"%{(int)sign.Value[0]:X2}");

    /// <summary>The text as it is where it fits; else whole lines of it, or where even the first is too long, whole words.</summary>
    /// <param name="text">Markup in which no line break stands within an escaped sign.</param>
    /// <param name="limit">Most UTF-16 units; at least 2.</param>
    public static string Shorten(string text, int limit)
    {
        if (text.Length <= limit)
            return text;
        var room = text[..(limit - 1)];
        var line = room.LastIndexOf('\n');
        if (line > 0)
            return $"{room[..line].TrimEnd()}\n"[..Math.Min(line + 1, limit - 1)] + Left;
        var word = room.LastIndexOf(' ');
        if (word > limit / 2)
            return room[..word] + Left;
        // Half of an escaped sign would be another sign.
        return HalfASign().Replace(char.IsHighSurrogate(room[^1]) ? room[..^1] : room, "") + Left;
    }

    [GeneratedRegex("""[()\[\]<>|"'`\\@*_~]""", RegexOptions.NonBacktracking)]
    private static partial Regex LinkEnds();

    [GeneratedRegex(@"(&[#a-zA-Z0-9]{0,8}|\\)\z", RegexOptions.ExplicitCapture)]
    private static partial Regex HalfASign();
}
