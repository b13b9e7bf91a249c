using System.Buffers;

namespace Drayage.Workflows.Fixing.Editing;

/// <summary>How a text of one line is written in YAML: without quotes where they are not needed (YAML 1.2.2, section 7.3.3).</summary>
internal static class PlainText
{
    private static readonly SearchValues<char> FlowMarks = SearchValues.Create(",[]{}");
    private static readonly SearchValues<char> StartMarks = SearchValues.Create("-?:,[]{}#&*!|>'\"%@` ");

    public static string Of(string text) => IsPlain(text) ? text : Quoted(text);

    public static string InFlow(string text) => IsPlain(text) && !text.AsSpan().ContainsAny(FlowMarks) ? text : Quoted(text);

    /// <summary>Whether a text keeps its meaning without quotes.</summary>
    public static bool IsPlain(string text) =>
        text.Length > 0
        && !StartMarks.Contains(text[0])
        && text[^1] is not (':' or ' ')
        && !text.Contains(": ", StringComparison.Ordinal)
        && !text.Contains(" #", StringComparison.Ordinal)
        && !text.AsSpan().ContainsAny('\n', '\r', '\t');

    private static string Quoted(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
