using System.Collections.Immutable;

namespace Drayage.Workflows.Reading;

/// <summary>A value of a YAML document with its place. Aliases are replaced by what they name, which keeps its own place.</summary>
public abstract record YamlNode
{
    private YamlNode(SourcePlace place) => Place = place;

    public SourcePlace Place { get; }

    /// <summary>The entry of a mapping; null for other nodes and missing keys.</summary>
    public YamlNode? this[string key] => (this as Mapping)?.Find(key)?.Value;

    /// <summary>A text, whatever its style.</summary>
    public sealed record Scalar(ScalarText Text) : YamlNode(Text.Place);

    public sealed record Sequence(ImmutableArray<YamlNode> Items, SourcePlace At) : YamlNode(At);

    /// <summary>Entries in the order of the file; of a key that stands twice, the first.</summary>
    public sealed record Mapping(ImmutableArray<YamlEntry> Entries, SourcePlace At) : YamlNode(At)
    {
        /// <summary>Written as <c>{a: b}</c>.</summary>
        public bool IsFlow { get; init; }

        /// <returns>Null for a missing key.</returns>
        public YamlEntry? Find(string key)
        {
            foreach (var entry in Entries)
            {
                if (string.Equals(entry.Key.Value, key, StringComparison.OrdinalIgnoreCase))
                    return entry;
            }

            return null;
        }
    }
}

/// <summary>A key and its value.</summary>
public sealed record YamlEntry(ScalarText Key, YamlNode Value);
