using System.Text;
using System.Text.RegularExpressions;

namespace Drayage.Pipeline.Configuration.Init;

/// <summary>Writes YAML with comments. Names come from foreign repositories, so nothing is written as it is.</summary>
internal sealed partial class DraftText
{
    private readonly StringBuilder text = new();

    /// <summary>A value that reads back as this very text, quoted where it must be.</summary>
    public static string Scalar(string value)
    {
        if (Plain().IsMatch(value) && !Meaning().IsMatch(value))
            return value;
        var quoted = new StringBuilder("\"");
        foreach (var c in value)
            quoted.Append(c is '"' or '\\' ? $"\\{c}" : char.IsControl(c) ? $"\\u{(int)c:x4}" : c);
        return quoted.Append('"').ToString();
    }

    public static string List(IEnumerable<string> values) => $"[{string.Join(", ", values.Select(Scalar))}]";

    public void Blank() => text.Append('\n');

    /// <param name="level">Levels of indentation.</param>
    /// <param name="key">Written as it is.</param>
    /// <param name="value">YAML; null for a mapping that follows.</param>
    /// <param name="comment">Behind the value.</param>
    public void Key(int level, string key, string? value = null, string? comment = null)
    {
        Indent(level).Append(key).Append(':');
        if (value is not null)
            text.Append(' ').Append(value);
        if (comment is not null)
            text.Append("  # ").Append(OneLine(comment));
        text.Append('\n');
    }

    public void Comment(int level, string comment) => Indent(level).Append("# ").Append(OneLine(comment)).Append('\n');

    public override string ToString() => text.ToString();

    // A file name may hold a line break, which would end the comment.
    private static string OneLine(string comment) => string.Concat(comment.Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' ? '?' : c));

    private StringBuilder Indent(int level) => text.Append(' ', 2 * level);

    [GeneratedRegex(@"\A[A-Za-z0-9_./][A-Za-z0-9_./+-]*\z")]
    private static partial Regex Plain();

    // What YAML readers take for something else than text: numbers, dates, booleans, nothing.
    [GeneratedRegex(@"\A([0-9.+_-][0-9.eExXa-fA-F_+-]*|\.(inf|nan)|true|false|yes|no|on|off|y|n|null)\z", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Meaning();
}
