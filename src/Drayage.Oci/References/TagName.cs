using System.Diagnostics.CodeAnalysis;

namespace Drayage.Oci.References;

/// <summary>A tag: up to 128 letters, digits, <c>_</c>, <c>.</c> and <c>-</c>, not beginning with the last two.</summary>
public sealed record TagName
{
    private TagName(string value) => Value = value;

    public static TagName Latest { get; } = new("latest");

    public string Value { get; }

    /// <exception cref="FormatException">The text is not a tag.</exception>
    public static TagName Parse(string text) =>
        TryParse(text, out var tag)
            ? tag
            : throw new FormatException(
                $"'{text}' is not a tag (1 to 128 letters, digits, '_', '.' and '-', beginning with a letter, digit or '_')");

    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out TagName? tag)
    {
        tag = text is not null && ReferenceGrammar.Tag.IsMatch(text) ? new TagName(text) : null;
        return tag is not null;
    }

    public override string ToString() => Value;
}
