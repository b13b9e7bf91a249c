using Drayage.Model;

namespace Drayage.Ecosystems.Python.Detection.Legacy;

/// <summary>A <c>setup.cfg</c> as Python's configparser reads it: sections of keys, values continued by indentation.</summary>
internal sealed class SetupCfg
{
    public const string FileName = "setup.cfg";

    private readonly Dictionary<(string Section, string Key), List<PythonText>> values = [];

    private SetupCfg()
    {
    }

    /// <summary>The one-line value of a key; null where it is absent or empty.</summary>
    public PythonText? Get(string section, string key) => Lines(section, key) is [var first, ..] ? first : null;

    /// <summary>The non-empty lines of a value.</summary>
    public IReadOnlyList<PythonText> Lines(string section, string key) => values.TryGetValue((section, key), out var lines) ? lines : [];

    /// <summary>The keys of a section, in no particular order.</summary>
    public IEnumerable<(string Key, IReadOnlyList<PythonText> Lines)> Section(string section) =>
        values.Where(pair => pair.Key.Section == section).Select(pair => (pair.Key.Key, (IReadOnlyList<PythonText>)pair.Value));

    public static SetupCfg Parse(string text, string path)
    {
        var result = new SetupCfg();
        var section = "";
        List<PythonText>? current = null;
        var number = 0;
        foreach (var raw in text.Split('\n'))
        {
            number++;
            var line = raw.TrimEnd();
            var content = line.TrimStart();
            if (content.Length == 0 || content[0] is '#' or ';')
                continue;
            var indent = line.Length - content.Length;
            if (indent == 0 && content[0] == '[' && content.EndsWith(']'))
            {
                section = content[1..^1].Trim();
                current = null;
            }
            else if (indent > 0 && current is not null)
            {
                current.Add(new PythonText(content, new SourceLocation(path, number, indent + 1)));
            }
            else if (content.AsSpan().IndexOfAny('=', ':') is var sign and > 0)
            {
                current = result.Begin(section, content[..sign].Trim());
                var value = content[(sign + 1)..].TrimStart();
                if (value.Length > 0)
                    current.Add(new PythonText(value, new SourceLocation(path, number, line.Length - value.Length + 1)));
            }
        }

        return result;
    }

    private List<PythonText> Begin(string section, string key)
    {
        var lines = new List<PythonText>();
        // setuptools takes dashes for underscores in keys.
        values[(section, key.ToLowerInvariant().Replace('-', '_'))] = lines;
        return lines;
    }
}
