using System.Collections.Immutable;
using Drayage.Workflows.Reading;

namespace Drayage.Workflows.Markdown;

/// <summary>Finds the fenced blocks of a guide (CommonMark, section 4.5), at any indentation: lists and quotes indent them.</summary>
internal static class FencedSnippets
{
    public static ImmutableArray<FencedSnippet> Find(SourceFile guide)
    {
        var found = ImmutableArray.CreateBuilder<FencedSnippet>();
        // Guides that show Markdown hold fences within a fence; each bare fence closes the innermost.
        var open = new Stack<(string Language, char Mark, int Length, int Start)>();
        for (var line = 1; line <= guide.LineCount; line++)
        {
            var text = guide.Line(line).TrimStart(" \t>").TrimEnd();
            var length = FenceLength(text);
            if (length == 0)
                continue;
            var info = text[length..].Trim();
            var next = line < guide.LineCount ? guide.LineStart(line + 1) : guide.Text.Length;
            if (open.TryPeek(out var current) && info.IsEmpty && text[0] == current.Mark && length >= current.Length)
            {
                open.Pop();
                found.Add(new FencedSnippet(current.Language, current.Start, guide.LineStart(line)));
            }
            else if (open.Count == 0 || current.Language is "markdown" or "md" or "mdx" && !info.IsEmpty)
                open.Push((Word(info), text[0], length, next));
        }
        if (open.TryPop(out var last))
            found.Add(new FencedSnippet(last.Language, last.Start, guide.Text.Length));
        return [.. found.Where(s => s.End > s.Start).OrderBy(s => s.Start)];
    }

    private static int FenceLength(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || text[0] is not ('`' or '~'))
            return 0;
        var length = text.IndexOfAnyExcept(text[0]) is >= 0 and var end ? end : text.Length;
        // Three backquotes with others behind them are code in a line.
        return length >= 3 && (text[0] == '~' || !text[length..].Contains('`')) ? length : 0;
    }

    private static string Word(ReadOnlySpan<char> info)
    {
        var end = info.IndexOfAny(" \t{,:");
        return (end < 0 ? info : info[..end]).ToString().ToLowerInvariant().TrimStart('{', '.');
    }
}
