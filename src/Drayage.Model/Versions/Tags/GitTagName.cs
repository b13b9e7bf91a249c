namespace Drayage.Model.Versions.Tags;

/// <summary>The rules of <c>git check-ref-format</c> for <c>refs/tags/NAME</c>.</summary>
public static class GitTagName
{
    /// <returns>Why git refuses the name, or null when it is a good one.</returns>
    public static string? Offence(string name)
    {
        if (name.Length == 0)
            return "it is empty";
        if (name.FirstOrDefault(c => c < ' ' || c == '\x7f' || " ~^:?*[\\".Contains(c)) is var stray && name.Contains(stray))
            return stray <= ' ' || stray == '\x7f' ? "it holds a space or a control character" : $"it holds '{stray}'";
        if (name.Contains("..", StringComparison.Ordinal))
            return "it holds '..'";
        if (name.Contains("@{", StringComparison.Ordinal))
            return "it holds '@{'";
        if (name.EndsWith('.'))
            return "it ends with a dot";
        // git tag itself takes a leading hyphen for an option.
        if (name.StartsWith('-'))
            return "it begins with a hyphen";
        foreach (var part in name.Split('/'))
        {
            if (part.Length == 0)
                return "it has an empty part between slashes";
            if (part.StartsWith('.'))
                return $"its part '{part}' begins with a dot";
            if (part.EndsWith(".lock", StringComparison.Ordinal))
                return $"its part '{part}' ends with .lock";
        }
        return string.Equals(name, "HEAD", StringComparison.Ordinal) ? "git keeps the name HEAD for itself" : null;
    }
}
