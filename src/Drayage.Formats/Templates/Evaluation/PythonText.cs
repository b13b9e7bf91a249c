using System.Globalization;
using System.Text;

namespace Drayage.Formats.Templates.Evaluation;

/// <summary>Values as Python's <c>str()</c> and <c>repr()</c> print them.</summary>
internal static class PythonText
{
    /// <exception cref="Drayage.Model.ReleaseException">The value is, or holds, something undefined, or is a method.</exception>
    public static string Str(TemplateValue value) => value switch
    {
        TemplateValue.Text text => text.Value,
        TemplateValue.Undefined { IsLenient: true } => "",
        _ => Repr(value),
    };

    private static string Repr(TemplateValue value) => value switch
    {
        TemplateValue.Text text => Quote(text.Value),
        TemplateValue.Integer integer => integer.Value.ToString(CultureInfo.InvariantCulture),
        TemplateValue.Number number => PythonNumber.Repr(number.Value),
        TemplateValue.Boolean boolean => boolean.Value ? "True" : "False",
        TemplateValue.None => "None",
        TemplateValue.List { IsTuple: true, Items: [var single] } => $"({Repr(single)},)",
        TemplateValue.List { IsTuple: true } list => $"({string.Join(", ", list.Items.Select(Repr))})",
        TemplateValue.List list => $"[{string.Join(", ", list.Items.Select(Repr))}]",
        TemplateValue.Mapping mapping => $"{{{string.Join(", ", mapping.Entries.Select(entry => $"{Repr(entry.Key)}: {Repr(entry.Value)}"))}}}",
        TemplateValue.Undefined undefined => throw undefined.Error(),
        TemplateValue.Method method => throw method.Site.Error("a method is printed instead of called", "call it with '()'"),
        TemplateValue.Function function => throw function.Site.Error("a function is printed instead of called", "call it with '()'"),
        _ => $"<{value.Kind}>",
    };

    /// <summary>The characters as Python counts them: Unicode scalar values.</summary>
    public static string[] Characters(string text) => [.. text.EnumerateRunes().Select(rune => rune.ToString())];

    private static string Quote(string text)
    {
        var quote = text.Contains('\'') && !text.Contains('"') ? '"' : '\'';
        var quoted = new StringBuilder().Append(quote);
        foreach (var rune in text.EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '\\' => quoted.Append("\\\\"),
                '\n' => quoted.Append("\\n"),
                '\r' => quoted.Append("\\r"),
                '\t' => quoted.Append("\\t"),
                var c when c == quote => quoted.Append('\\').Append(quote),
                var c when IsPrintable(rune) => quoted.Append(rune),
                < 0x100 => quoted.Append($"\\x{rune.Value:x2}"),
                < 0x10000 => quoted.Append($"\\u{rune.Value:x4}"),
                _ => quoted.Append($"\\U{rune.Value:x8}"),
            };
        }
        return quoted.Append(quote).ToString();
    }

    private static bool IsPrintable(Rune rune) => rune.Value == ' ' || Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
        or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.SpaceSeparator);
}
