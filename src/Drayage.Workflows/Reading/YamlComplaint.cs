using YamlDotNet.Core;

namespace Drayage.Workflows.Reading;

/// <summary>The YAML parser's complaints in this program's words and places.</summary>
internal static class YamlComplaint
{
    public static ReadingProblem Of(YamlException malformed, SourceFile source, int offset)
    {
        var place = source.Place(offset, offset);
        // The parser names where the value began, which may be the first line; the tab stands somewhere behind.
        return malformed.Message.Contains("tab", StringComparison.Ordinal) && TabInIndentation(source, place.Line) is { } tab
            ? new ReadingProblem(ReadingProblemKind.Invalid, "a tab stands in the indentation; YAML is indented with spaces", tab)
            : new ReadingProblem(ReadingProblemKind.Invalid, Reason(malformed), place);
    }

    /// <summary>The parser refuses blanks in an empty first line of a block, although YAML allows them.</summary>
    public static bool IsOfBlankLines(YamlException malformed) => malformed.Message.Contains("extra spaces in first line", StringComparison.Ordinal);

    private static SourcePlace? TabInIndentation(SourceFile source, int from)
    {
        for (var line = from; line <= source.LineCount; line++)
        {
            if (source.Line(line).TrimStart(' ').StartsWith("\t"))
            {
                var tab = source.LineStart(line) + source.Line(line).IndexOf('\t');
                return source.Place(tab, tab + 1);
            }
        }

        return null;
    }

    // The parser's messages repeat the place in a form of their own.
    private static string Reason(YamlException malformed)
    {
        var message = malformed.InnerException?.Message ?? malformed.Message;
        var colon = message.IndexOf("): ", StringComparison.Ordinal);
        message = (colon > 0 && message.StartsWith('(') ? message[(colon + 3)..] : message).TrimEnd('.');
        return message.Length > 1 && char.IsUpper(message[0]) && char.IsLower(message[1]) ? char.ToLowerInvariant(message[0]) + message[1..] : message;
    }
}
