using Drayage.Formats.Toml;
using Drayage.Model;

namespace Drayage.Ecosystems.Python.Detection;

/// <summary>A string out of a manifest of any of Python's kinds, with its place.</summary>
internal sealed record PythonText(string Value, SourceLocation At)
{
    public static PythonText? Of(TomlString? text) => text is null ? null : new PythonText(text.Value, text.At);

    /// <summary>A part of a text file.</summary>
    public static PythonText Of(string text, string path, int offset, int length)
    {
        var before = text.AsSpan(0, offset);
        var at = new SourceLocation(path, before.Count('\n') + 1, offset - before.LastIndexOf('\n'));
        return new PythonText(text.Substring(offset, length), at);
    }
}
