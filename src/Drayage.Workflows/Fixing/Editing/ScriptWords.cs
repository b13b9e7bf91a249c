using Drayage.Workflows.Shell.Syntax;

namespace Drayage.Workflows.Fixing.Editing;

/// <summary>Words of commands in a script.</summary>
internal static class ScriptWords
{
    /// <summary>What goes when words of a command go: their whole line where they have one of their own, otherwise the blanks before them too.</summary>
    /// <param name="words">Side by side.</param>
    public static (TextSpan Range, bool IsLine) Around(string script, TextSpan words)
    {
        var lineStart = words.Start == 0 ? 0 : script.LastIndexOf('\n', words.Start - 1) + 1;
        if (lineStart > 0 && script.AsSpan(lineStart..words.Start).IsWhiteSpace())
        {
            var lineEnd = script.IndexOf('\n', words.End) is >= 0 and var found ? found : script.Length;
            var rest = script.AsSpan(words.End..lineEnd).Trim();
            if (rest is "\\" && lineEnd < script.Length)
                return (new TextSpan(lineStart, lineEnd + 1), true);
            // The last line of a command takes the backslash along that leads to it.
            var before = script.AsSpan(0, lineStart - 1).TrimEnd(" \r");
            if (rest.IsEmpty && before.EndsWith("\\"))
                return (new TextSpan(before[..^1].TrimEnd(" \t").Length, words.End), false);
        }

        return (new TextSpan(script.AsSpan(0, words.Start).TrimEnd(" \t").Length, words.End), false);
    }

    /// <summary>The option before its value, and the value; null where none of these options stands there.</summary>
    public static TextSpan? WithOption(string script, TextSpan value, params ReadOnlySpan<string> options)
    {
        foreach (var option in options)
        {
            if (value.Of(script).StartsWith(option + "=", StringComparison.Ordinal))
                return value;
        }

        var end = script.AsSpan(0, value.Start).TrimEnd(" \t").Length;
        var start = script.AsSpan(0, end).LastIndexOfAny(" \t\n") + 1;
        return options.Contains(script[start..end]) ? new TextSpan(start, value.End) : null;
    }
}
