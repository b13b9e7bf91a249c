namespace Drayage.Ecosystems.Helm.Building;

/// <summary>
/// Go's <c>filepath.Match</c>, by which .helmignore patterns are read: <c>*</c> and <c>?</c> stop at slashes,
/// <c>[a-z]</c> and <c>[^a-z]</c> are classes, a backslash takes the next character as it is.
/// </summary>
internal static class PathMatch
{
    public static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> name)
    {
        while (!pattern.IsEmpty)
        {
            if (pattern[0] == '*')
            {
                pattern = pattern.TrimStart('*');
                for (var i = 0; ; i++)
                {
                    if (Matches(pattern, name[i..]))
                        return true;
                    if (i == name.Length || name[i] == '/')
                        return false;
                }
            }

            if (name.IsEmpty || !One(ref pattern, name[0]))
                return false;
            name = name[1..];
        }

        return name.IsEmpty;
    }

    private static bool One(ref ReadOnlySpan<char> pattern, char c)
    {
        switch (pattern[0])
        {
            case '?':
                pattern = pattern[1..];
                return c != '/';
            case '[':
                return Class(ref pattern, c);
            case '\\' when pattern.Length > 1:
                pattern = pattern[1..];
                break;
        }

        var matches = pattern[0] == c;
        pattern = pattern[1..];
        return matches;
    }

    private static bool Class(ref ReadOnlySpan<char> pattern, char c)
    {
        var close = pattern.Length > 2 ? pattern[2..].IndexOf(']') + 2 : 1;
        if (close < 2)
            return false;
        var body = pattern[1..close];
        pattern = pattern[(close + 1)..];
        var isNegated = body[0] == '^';
        if (isNegated)
            body = body[1..];
        var isMember = false;
        for (var i = 0; i < body.Length; i++)
        {
            var last = i + 2 < body.Length && body[i + 1] == '-' ? body[i + 2] : body[i];
            isMember |= body[i] <= c && c <= last;
            i += last == body[i] ? 0 : 2;
        }

        return isMember != isNegated;
    }
}
