using System.Diagnostics.CodeAnalysis;

namespace Drayage.Model.Components;

/// <summary>
/// The id of a component: lower-case letters, digits and inner dashes, at most 64 characters. It stands in file names,
/// tags, image names and step ids, so it is the strictest of them all.
/// </summary>
public sealed record ComponentId
{
    private ComponentId(string text) => Text = text;

    public string Text { get; }

    /// <exception cref="FormatException">The text is not an id.</exception>
    public static ComponentId Parse(string text) =>
        TryParse(text, out var id)
            ? id
            : throw new FormatException($"'{text}' is no component id (lower-case letters, digits and inner dashes, at most 64)");

    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out ComponentId? id)
    {
        id = null;
        if (string.IsNullOrEmpty(text) || text.Length > 64 || text[0] == '-' || text[^1] == '-')
            return false;
        if (!text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'))
            return false;
        id = new ComponentId(text);
        return true;
    }

    public override string ToString() => Text;
}
