using Drayage.Formats.Ini;
using Drayage.Model;

namespace Drayage.Ecosystems.Python.Detection.Legacy;

/// <summary>A <c>setup.cfg</c>: sections of keys, in which setuptools takes dashes for underscores.</summary>
internal sealed class SetupCfg
{
    public const string FileName = "setup.cfg";

    private readonly IniDocument document;

    private SetupCfg(IniDocument document) => this.document = document;

    /// <exception cref="ReleaseException">Python would refuse it.</exception>
    public static SetupCfg Parse(string text, string path) => new(IniDocument.Parse(text, path));

    /// <summary>The one-line value of a key; null where it is absent or empty.</summary>
    public PythonText? Get(string section, string key) => Lines(section, key) is [var first, ..] ? first : null;

    /// <summary>The non-empty lines of a value.</summary>
    public IReadOnlyList<PythonText> Lines(string section, string key) =>
        Section(section).FirstOrDefault(entry => entry.Key == key).Lines ?? [];

    /// <summary>The keys of a section, in their order.</summary>
    public IEnumerable<(string Key, IReadOnlyList<PythonText> Lines)> Section(string section) => document.Own(section).Select(entry => (
        entry.Key.Replace('-', '_'),
        (IReadOnlyList<PythonText>)[.. entry.Lines.Where(line => line.Text.Length > 0).Select(line => new PythonText(line.Text, line.At))]));
}
