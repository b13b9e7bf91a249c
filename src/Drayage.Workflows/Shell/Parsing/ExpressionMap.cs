namespace Drayage.Workflows.Shell.Parsing;

/// <summary>Where the <c>${{ … }}</c> of a text begin and end. They are replaced before a shell runs, so they are found before it is read.</summary>
internal sealed class ExpressionMap
{
    // An expression that is longer is a brace that was never closed; the bound keeps the search linear.
    private const int Longest = 4000;

    private readonly Dictionary<int, int> ends = [];

    public ExpressionMap(string text)
    {
        var at = 0;
        while ((at = text.IndexOf("${{", at, StringComparison.Ordinal)) >= 0)
        {
            var end = EndOf(text, at + 3);
            if (end > 0)
                ends[at] = end;
            at = end > 0 ? end : at + 3;
        }
    }

    /// <summary>The offset behind the closing braces, when an expression begins at <paramref name="start"/>.</summary>
    public bool TryEnd(int start, out int end) => ends.TryGetValue(start, out end);

    private static int EndOf(string text, int from)
    {
        var limit = Math.Min(text.Length, from + Longest);
        var quoted = false;
        for (var i = from; i + 1 < limit; i++)
        {
            if (text[i] == '\'')
                quoted = !quoted;
            else if (!quoted && text[i] == '}' && text[i + 1] == '}')
                return i + 2;
        }
        var plain = text.AsSpan(from, limit - from).IndexOf("}}");
        return plain < 0 ? -1 : from + plain + 2;
    }
}
