using System.Text;
using Drayage.Formats.Toml.Reading;

namespace Drayage.Formats.Toml.Editing;

/// <summary>Spells strings and keys.</summary>
internal static class StringSpelling
{
    private const string ThreeQuotes = "\"\"\"";
    private const string ThreeApostrophes = "'''";

    public static string Key(string name) => KeyReader.IsBare(name) ? name : Basic(name);

    /// <summary>A basic string on one line.</summary>
    public static string Basic(string value) => $"\"{Escape(value, multiline: false)}\"";

    /// <summary>Spells a string in the kind of quotes of another, where its characters allow.</summary>
    /// <param name="model">The string to imitate, with its quotes.</param>
    public static string Like(ReadOnlySpan<char> model, string value, string newline)
    {
        if (model.StartsWith(ThreeApostrophes) && FitsMultilineLiteral(value))
            return ThreeApostrophes + FirstNewline(model, value, newline) + value.Replace("\n", newline) + ThreeApostrophes;
        if (model.StartsWith(ThreeQuotes) || model.StartsWith(ThreeApostrophes))
            return ThreeQuotes + FirstNewline(model, value, newline) + EscapeMultiline(value, newline) + ThreeQuotes;
        return model[0] == '\'' && FitsLiteral(value) ? $"'{value}'" : Basic(value);
    }

    private static bool FitsLiteral(string value) => !value.Contains('\'') && value.All(c => c == '\t' || !IsControl(c));

    private static bool FitsMultilineLiteral(string value) =>
        !value.Contains(ThreeApostrophes) && !value.EndsWith('\'') && value.All(c => c is '\t' or '\n' || !IsControl(c));

    /// <summary>A line end directly behind the opening quotes is not part of the value.</summary>
    private static string FirstNewline(ReadOnlySpan<char> model, string value, string newline) =>
        model[3] is '\r' or '\n' || value.StartsWith('\n') ? newline : "";

    private static string EscapeMultiline(string value, string newline)
    {
        var text = Escape(value, multiline: true).Replace(ThreeQuotes, "\"\"\\\"").Replace("\n", newline);
        return text.EndsWith('"') ? text[..^1] + "\\\"" : text;
    }

    private static string Escape(string value, bool multiline)
    {
        var text = new StringBuilder(value.Length);
        foreach (var rune in value.EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '\\' => text.Append("\\\\"),
                '"' => text.Append(multiline ? "\"" : "\\\""),
                '\n' => text.Append(multiline ? "\n" : "\\n"),
                '\t' => text.Append("\\t"),
                '\r' => text.Append("\\r"),
                '\b' => text.Append("\\b"),
                '\f' => text.Append("\\f"),
                < ' ' or 0x7F => text.Append($"\\u{rune.Value:X4}"),
                _ => text.Append(rune),
            };
        }
        return text.ToString();
    }

    private static bool IsControl(char c) => c is < ' ' or '\x7F' || char.IsSurrogate(c);
}
