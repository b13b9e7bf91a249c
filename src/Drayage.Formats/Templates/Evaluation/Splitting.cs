namespace Drayage.Formats.Templates.Evaluation;

/// <summary>Python's splitting, replacing and counting of parts.</summary>
internal static class Splitting
{
    /// <param name="limit">How often to split at most; negative for no limit.</param>
    public static IReadOnlyList<string> At(string text, string separator, long limit, bool fromRight)
    {
        var parts = text.Split(separator);
        if (limit < 0 || limit >= parts.Length - 1)
            return parts;
        var splits = (int)limit;
        return fromRight
            ? [string.Join(separator, parts[..^splits]), .. parts[^splits..]]
            : [.. parts[..splits], string.Join(separator, parts[splits..])];
    }

    /// <summary>Splits at runs of white space; none of the parts is empty.</summary>
    public static IReadOnlyList<string> AtBlanks(string text, long limit, bool fromRight)
    {
        var parts = new List<string>();
        var rest = fromRight ? text.TrimEnd() : text.TrimStart();
        while (rest.Length > 0)
        {
            if (limit >= 0 && parts.Count == limit)
            {
                parts.Add(rest);
                break;
            }
            var blank = fromRight ? LastBlank(rest) : FirstBlank(rest);
            parts.Add(fromRight ? rest[(blank + 1)..] : rest[..blank]);
            rest = fromRight ? rest[..Math.Max(blank, 0)].TrimEnd() : rest[blank..].TrimStart();
        }
        if (fromRight)
            parts.Reverse();
        return parts;
    }

    public static string Replace(string text, string old, string replacement, long limit)
    {
        if (old.Length > 0)
            return string.Join(replacement, At(text, old, limit, fromRight: false));
        // The empty text stands before every character and at the end.
        var characters = PythonText.Characters(text);
        var places = limit < 0 ? characters.Length + 1 : (int)Math.Min(limit, characters.Length + 1);
        return string.Concat(characters.Select((character, i) => i < places ? replacement + character : character))
            + (places > characters.Length ? replacement : "");
    }

    public static int Count(string text, string part) =>
        part.Length == 0 ? PythonText.Characters(text).Length + 1 : text.Split(part).Length - 1;

    private static int FirstBlank(string text)
    {
        var index = 0;
        while (index < text.Length && !char.IsWhiteSpace(text[index]))
            index++;
        return index;
    }

    private static int LastBlank(string text)
    {
        var index = text.Length - 1;
        while (index >= 0 && !char.IsWhiteSpace(text[index]))
            index--;
        return index;
    }
}
