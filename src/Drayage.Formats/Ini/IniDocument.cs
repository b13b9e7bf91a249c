using System.Collections.Immutable;
using Drayage.Model;

namespace Drayage.Formats.Ini;

/// <summary>
/// A file of the form that Python's <c>configparser.RawConfigParser</c> reads (docs.python.org/3/library/configparser.html#supported-ini-file-structure),
/// as <c>.pypirc</c> and <c>setup.cfg</c> are: keys in any case, <c>=</c> or <c>:</c>, values continued by indentation, comments on lines
/// of their own, no escapes, no quotes, and nothing special about <c>%</c>.
/// </summary>
public sealed class IniDocument
{
    /// <summary>What stands here counts for every other section.</summary>
    private const string Defaults = "DEFAULT";

    private readonly ImmutableDictionary<string, ImmutableArray<IniEntry>> sections;

    internal IniDocument(IEnumerable<KeyValuePair<string, IEnumerable<IniEntry>>> read)
    {
        var all = read.ToImmutableArray();
        Sections = [.. all.Select(section => section.Key).Where(name => name != Defaults)];
        sections = all.ToImmutableDictionary(section => section.Key, section => section.Value.ToImmutableArray(), StringComparer.Ordinal);
    }

    /// <summary>The names of the sections, in the order of their beginnings.</summary>
    public ImmutableArray<string> Sections { get; }

    /// <summary>Parses a document.</summary>
    /// <param name="path">Names the document in locations and messages.</param>
    /// <exception cref="ReleaseException">Python would refuse it: a line before any section, without a key, or that repeats one.</exception>
    public static IniDocument Parse(string text, string path) => new IniReader(path).Read(text);

    public bool Has(string section) => section != Defaults && sections.ContainsKey(section);

    /// <summary>The entries of a section itself, in their order; none where there is no such section.</summary>
    public ImmutableArray<IniEntry> Own(string section) => Has(section) ? sections[section] : [];

    /// <summary>What a key says in a section, or else in <c>[DEFAULT]</c>; null where there is no such section or key.</summary>
    /// <param name="key">In lower case.</param>
    public IniEntry? Find(string section, string key) =>
        Has(section) ? In(section, key) ?? In(Defaults, key) : null;

    private IniEntry? In(string section, string key) =>
        sections.TryGetValue(section, out var entries) ? entries.FirstOrDefault(entry => entry.Key == key) : null;
}
