using Drayage.Model;
using Drayage.Pipeline.Detection;

namespace Drayage.Ecosystems.Gradle.Detection;

/// <summary>Reads <c>gradle.properties</c>: Java's properties format with places.</summary>
internal static class GradleProperties
{
    public const string FileName = "gradle.properties";

    /// <summary>The properties of a directory's file; empty where there is none.</summary>
    public static Dictionary<string, GradleValue> Read(SourceTree tree, string directory)
    {
        var result = new Dictionary<string, GradleValue>(StringComparer.Ordinal);
        var path = SourceTree.Join(directory, FileName)!;
        if (!tree.Contains(path))
            return result;
        var lines = tree.ReadText(path).ReplaceLineEndings("\n").Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            var text = lines[i].TrimStart();
            if (text.Length == 0 || text[0] is '#' or '!')
                continue;
            var start = i;
            while (text.EndsWith('\\') && i + 1 < lines.Length)
                text = text[..^1] + lines[++i].TrimStart();
            Add(result, path, text, lines[start].Length - lines[start].TrimStart().Length, start + 1);
        }

        return result;
    }

    private static void Add(Dictionary<string, GradleValue> result, string path, string text, int indent, int line)
    {
        var end = text.AsSpan().IndexOfAny("=: \t");
        if (end <= 0)
            return;
        var start = end;
        while (start < text.Length && text[start] is (' ' or '\t'))
            start++;
        if (start < text.Length && text[start] is ('=' or ':'))
            start++;
        while (start < text.Length && text[start] is (' ' or '\t'))
            start++;
        result[text[..end]] = new GradleValue(text[start..].TrimEnd(), new SourceLocation(path, line, indent + start + 1));
    }
}
