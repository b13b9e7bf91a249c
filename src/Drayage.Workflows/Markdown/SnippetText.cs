using Drayage.Workflows.Reading;

namespace Drayage.Workflows.Markdown;

/// <summary>A guide that ends behind one snippet, with everything before it blank, so that places in the snippet are places in the guide.</summary>
internal static class SnippetText
{
    public static SourceFile Alone(SourceFile guide, FencedSnippet snippet)
    {
        var text = Blank(guide.Text[..snippet.End]);
        guide.Text.AsSpan(snippet.Start, snippet.End - snippet.Start).CopyTo(text.AsSpan(snippet.Start));
        Quotes(text, snippet);
        return new SourceFile(guide.Path, new string(text));
    }

    /// <summary>Of a session only what was typed: lines behind a prompt, with those that continue them.</summary>
    public static SourceFile Session(SourceFile guide, FencedSnippet snippet)
    {
        var text = Blank(guide.Text[..snippet.End]);
        var first = guide.LineOf(snippet.Start);
        var last = guide.LineOf(Math.Max(snippet.Start, snippet.End - 1));
        var continues = false;
        for (var line = first; line <= last; line++)
        {
            var content = guide.Line(line);
            var prompt = content.TrimStart().IndexOfAny('$', '>') == 0 ? content.IndexOfAny('$', '>') + 1 : -1;
            if (prompt < 0 && !continues)
                continue;
            var from = Math.Max(prompt, 0);
            content[from..].CopyTo(text.AsSpan(guide.LineStart(line) + from));
            continues = content.TrimEnd().EndsWith("\\");
        }
        return new SourceFile(guide.Path, new string(text));
    }

    private static char[] Blank(string text)
    {
        var blank = text.ToCharArray();
        for (var i = 0; i < blank.Length; i++)
        {
            if (blank[i] is not ('\n' or '\r'))
                blank[i] = ' ';
        }
        return blank;
    }

    // A snippet in a quotation has its marks in front of every line.
    private static void Quotes(char[] text, FencedSnippet snippet)
    {
        var atStart = true;
        for (var i = snippet.Start; i < snippet.End; i++)
        {
            if (text[i] == '\n')
                atStart = true;
            else if (atStart && text[i] == '>')
                text[i] = ' ';
            else if (text[i] is not (' ' or '\t'))
                atStart = false;
        }
    }
}
