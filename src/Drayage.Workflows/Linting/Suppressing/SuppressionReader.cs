using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Drayage.Workflows.Reading;

namespace Drayage.Workflows.Linting.Suppressing;

/// <summary>
/// Finds the comments that suppress findings. Behind text a comment is about its line; on a line of its own it is about the next line
/// that is no comment, and about all lines below it that are indented deeper: a whole step, job or command.
/// </summary>
internal static partial class SuppressionReader
{
    public static ImmutableArray<Suppression> Read(SourceFile source)
    {
        if (!source.Text.Contains("drayage:", StringComparison.Ordinal))
            return [];
        var found = ImmutableArray.CreateBuilder<Suppression>();
        for (var line = 1; line <= source.LineCount; line++)
        {
            var text = source.Line(line).ToString();
            var match = CommentPattern().Match(text);
            if (!match.Success)
                continue;
            var start = source.LineStart(line) + match.Index;
            var (first, last) = text.AsSpan(0, match.Index).IsWhiteSpace() ? Below(source, line) : (line, line);
            var reason = match.Groups["reason"].Value.Trim();
            found.Add(new Suppression(
                [.. match.Groups["rules"].Value.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries)],
                reason.Length == 0 ? null : reason,
                first,
                last,
                source.Place(start, start + match.Length)));
        }

        return found.ToImmutable();
    }

    private static (int First, int Last) Below(SourceFile source, int comment)
    {
        var first = comment + 1;
        while (first <= source.LineCount && IsEmptyOrComment(source.Line(first)))
            first++;
        if (first > source.LineCount)
            return (comment, comment);
        var indent = Indent(source.Line(first));
        var last = first;
        while (last < source.LineCount && (source.Line(last + 1).IsWhiteSpace() || Indent(source.Line(last + 1)) > indent))
            last++;
        return (first, last);
    }

    private static bool IsEmptyOrComment(ReadOnlySpan<char> line) => line.TrimStart() is [] or ['#', ..];

    private static int Indent(ReadOnlySpan<char> line) => line.Length - line.TrimStart().Length;

    [GeneratedRegex(@"(?<=^|\s)#\s*drayage:\s*ignore\s+(?<rules>[a-z0-9-]+([,\s]+(?!--)[a-z0-9-]+)*)\s*(--\s*(?<reason>.*))?$", RegexOptions.ExplicitCapture)]
    private static partial Regex CommentPattern();
}
