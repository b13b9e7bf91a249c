namespace Drayage.Platform.Archives;

/// <summary>The rules for paths in archives, for writing and for reading alike.</summary>
public static class ArchivePath
{
    /// <summary>Returns <paramref name="path"/> when it is a clean relative path.</summary>
    public static string Check(string path) =>
        Refusal(path) is { } reason
            ? throw new ArgumentException($"'{path}' cannot be a path in an archive: {reason}", nameof(path))
            : path;

    /// <summary>Why the path is not a clean relative path, or null when it is one.</summary>
    public static string? Refusal(string path)
    {
        if (path.Length == 0)
            return "it is empty";
        if (path[0] == '/')
            return "it is absolute";
        if (path.Length > 1 && path[1] == ':' && char.IsAsciiLetter(path[0]))
            return "it names a drive";
        if (path.Contains('\\', StringComparison.Ordinal))
            return "it contains a backslash";
        if (path.Contains('\0', StringComparison.Ordinal))
            return "it contains a NUL character";
        foreach (var segment in path.Split('/'))
        {
            if (segment is "." or ".." or "")
                return segment.Length == 0 ? "it has an empty segment" : $"it has the segment '{segment}'";
        }
        return null;
    }

    /// <summary>
    /// Brings a path as found in foreign archives (<c>./a//b/</c>) to the clean form, without judging what remains.
    /// The archive's own root becomes the empty string.
    /// </summary>
    public static string Clean(string path)
    {
        var segments = path.Split('/').Where(segment => segment is not ("" or "."));
        return (path.StartsWith('/') ? "/" : "") + string.Join('/', segments);
    }

    /// <summary>All proper parents, outermost first: <c>a/b/c</c> gives <c>a</c>, <c>a/b</c>.</summary>
    public static IEnumerable<string> Parents(string path)
    {
        for (var slash = path.IndexOf('/'); slash > 0; slash = path.IndexOf('/', slash + 1))
            yield return path[..slash];
    }
}
