namespace Drayage.Workflows.Generating.Steps;

/// <summary>Text of whole lines.</summary>
internal static class Block
{
    /// <summary>Blocks one after another; empty ones leave nothing.</summary>
    public static string Join(params IEnumerable<string> blocks) => string.Concat(blocks.Where(block => block.Length > 0).Select(Ended));

    /// <summary>With a blank line between blocks.</summary>
    public static string Spaced(params IEnumerable<string> blocks) => string.Join('\n', blocks.Where(block => block.Length > 0).Select(Ended));

    /// <param name="text">The lines.</param>
    /// <param name="depth">How many columns they move to the right; empty lines stay empty.</param>
    public static string Indent(string text, int depth)
    {
        var lines = text.TrimEnd('\n').Split('\n').Select(line => line.Length == 0 ? "" : new string(' ', depth) + line);
        return string.Join('\n', lines) + "\n";
    }

    /// <summary><c>KEY:</c> with the lines below it, or nothing where there are none.</summary>
    public static string Under(string key, IEnumerable<string> lines)
    {
        var below = lines.ToArray();
        return below.Length == 0 ? "" : $"{key}:\n{string.Concat(below.Select(line => Indent(line, 2)))}";
    }

    /// <summary>As a plain or single-quoted scalar of YAML.</summary>
    public static string Quote(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    private static string Ended(string block) => block.EndsWith('\n') ? block : block + "\n";
}
