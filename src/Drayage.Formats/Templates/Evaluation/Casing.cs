using System.Text;

namespace Drayage.Formats.Templates.Evaluation;

/// <summary>Capital letters as Python and Jinja2 set them.</summary>
internal static class Casing
{
    private const string Openers = "-({[<";

    /// <summary><c>str.title</c>: every letter behind something that is no letter.</summary>
    public static string Title(string text) => Capitalize(text, (previous, _) => !char.IsLetter(previous));

    /// <summary>The filter <c>title</c>: the first character behind white space, a hyphen or an opening bracket.</summary>
    public static string TitleWords(string text) => Capitalize(text, (previous, _) => char.IsWhiteSpace(previous) || Openers.Contains(previous));

    public static string Capitalize(string text) => Capitalize(text, (_, index) => index == 0);

    private static string Capitalize(string text, Func<char, int, bool> begins)
    {
        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
            result.Append(begins(i == 0 ? ' ' : text[i - 1], i) ? char.ToUpperInvariant(text[i]) : char.ToLowerInvariant(text[i]));
        return result.ToString();
    }
}
