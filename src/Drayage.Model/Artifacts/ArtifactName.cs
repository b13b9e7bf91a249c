using System.Diagnostics.CodeAnalysis;

namespace Drayage.Model.Artifacts;

/// <summary>
/// The file name of an artifact as users download it, unique within a release. No separators, no control characters,
/// at most 255 bytes, and only characters that GitHub keeps as they are in asset names (letters, digits and <c>. - _ + ~ @ !</c>).
/// </summary>
public sealed record ArtifactName
{
    private ArtifactName(string text) => Text = text;

    public string Text { get; }

    /// <exception cref="FormatException">The text is not a portable file name.</exception>
    public static ArtifactName Parse(string text) =>
        TryParse(text, out var name)
            ? name
            : throw new FormatException($"'{text}' is no artifact name (letters, digits and . - _ + ~ @ ! only, not starting with a dot or dash)");

    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out ArtifactName? name)
    {
        name = null;
        if (string.IsNullOrEmpty(text) || text.Length > 255 || text[0] is '.' or '-')
            return false;
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('.' or '-' or '_' or '+' or '~' or '@' or '!'))
                return false;
        }

        name = new ArtifactName(text);
        return true;
    }

    public override string ToString() => Text;
}
