namespace Drayage.Ecosystems.DotNet.Detection.Evaluation;

/// <summary>Finds the parts of MSBuild's property expressions; quotes are <c>'</c>, <c>"</c> and <c>`</c>.</summary>
internal static class ExpressionScanner
{
    /// <param name="open">Index of an opening parenthesis.</param>
    /// <returns>Index of the parenthesis that closes it, or -1.</returns>
    public static int Close(string text, int open)
    {
        var depth = 0;
        for (var i = open; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '\'' or '"' or '`':
                    i = text.IndexOf(text[i], i + 1);
                    if (i < 0)
                        return -1;
                    break;
                case '(':
                    depth++;
                    break;
                case ')' when --depth == 0:
                    return i;
                default:
                    break;
            }
        }

        return -1;
    }

    /// <summary>Splits an argument list at its commas; an empty list has no argument.</summary>
    public static List<string> Arguments(string list)
    {
        var result = new List<string>();
        if (string.IsNullOrWhiteSpace(list))
            return result;
        var (start, depth) = (0, 0);
        for (var i = 0; i < list.Length; i++)
        {
            if (list[i] is '\'' or '"' or '`' && list.IndexOf(list[i], i + 1) is var end and > 0)
            {
                i = end;
            }
            else if (list[i] == ',' && depth == 0)
            {
                result.Add(list[start..i].Trim());
                start = i + 1;
            }
            else
            {
                depth += list[i] switch { '(' => 1, ')' => -1, _ => 0 };
            }
        }

        result.Add(list[start..].Trim());
        return result;
    }

    public static int EndOfName(string text, int start)
    {
        var i = start;
        while (i < text.Length && (char.IsLetterOrDigit(text[i]) || text[i] is '_' or '-'))
            i++;
        return i;
    }
}
