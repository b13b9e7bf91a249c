using System.Globalization;

namespace Drayage.Formats.Globs;

/// <summary>Expands <c>{a,b}</c> and <c>{1..3}</c> as Bash does: before any wildcard is looked at, innermost included.</summary>
internal static class BraceExpansion
{
    public static IEnumerable<string> Expand(string pattern)
    {
        for (var open = pattern.IndexOf('{'); open >= 0; open = pattern.IndexOf('{', open + 1))
        {
            if (open > 0 && pattern[open - 1] is '$' or '\\' || Close(pattern, open) is not { } close)
                continue;
            var choices = Choices(pattern[(open + 1)..close]);
            if (choices.Count == 0)
                continue;
            var (head, tail) = (pattern[..open], pattern[(close + 1)..]);
            return choices.SelectMany(Expand).SelectMany(choice => Expand(tail).Select(rest => head + choice + rest));
        }

        return [pattern];
    }

    private static int? Close(string pattern, int open)
    {
        var depth = 0;
        for (var i = open; i < pattern.Length; i++)
        {
            if (pattern[i] == '{')
                depth++;
            else if (pattern[i] == '}' && --depth == 0)
                return i;
        }

        return null;
    }

    private static List<string> Choices(string body)
    {
        var parts = new List<string>();
        var (depth, start) = (0, 0);
        for (var i = 0; i < body.Length; i++)
        {
            depth += body[i] switch { '{' => 1, '}' => -1, _ => 0 };
            if (body[i] != ',' || depth != 0)
                continue;
            parts.Add(body[start..i]);
            start = i + 1;
        }

        if (parts.Count == 0)
            return Sequence(body);
        parts.Add(body[start..]);
        return parts;
    }

    private static List<string> Sequence(string body)
    {
        var dots = body.IndexOf("..", StringComparison.Ordinal);
        if (dots < 0
            || !int.TryParse(body.AsSpan(0, dots), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var first)
            || !int.TryParse(body.AsSpan(dots + 2), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var last)
            || Math.Abs((long)last - first) > 10_000)
            return [];
        var step = first <= last ? 1 : -1;
        return [.. Enumerable.Range(0, Math.Abs(last - first) + 1).Select(i => (first + (i * step)).ToString(CultureInfo.InvariantCulture))];
    }
}
