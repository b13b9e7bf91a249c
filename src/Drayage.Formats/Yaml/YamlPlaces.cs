using Drayage.Model;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Drayage.Formats.Yaml;

/// <summary>Reading the YAML files of package managers by keys, with places: what is not there, or of another kind, gives null.</summary>
public static class YamlPlaces
{
    /// <summary>The root mapping of a file with one document; null for any other.</summary>
    /// <exception cref="YamlException">The text is not YAML.</exception>
    public static YamlMappingNode? Root(string text) => Documents(text) is [{ RootNode: YamlMappingNode root }] ? root : null;

    /// <summary>The root mapping of a file's first document; null where it is none.</summary>
    /// <exception cref="YamlException">The text is not YAML.</exception>
    public static YamlMappingNode? First(string text) => Documents(text) is [{ RootNode: YamlMappingNode root }, ..] ? root : null;

    public static YamlNode? Get(this YamlMappingNode? mapping, string key) =>
        mapping?.Children.TryGetValue(new YamlScalarNode(key), out var value) == true ? value : null;

    public static YamlMappingNode? Mapping(this YamlMappingNode? mapping, string key) => mapping.Get(key) as YamlMappingNode;

    public static string? Scalar(this YamlMappingNode? mapping, string key) => (mapping.Get(key) as YamlScalarNode)?.Value;

    /// <summary>A scalar that says something: not null, not empty.</summary>
    public static YamlScalarNode? Said(this YamlMappingNode mapping, string key) =>
        mapping.Get(key) is YamlScalarNode { Value: { Length: > 0 } value } scalar
        && !(scalar.Style == ScalarStyle.Plain && value is "~" or "null" or "Null" or "NULL")
            ? scalar
            : null;

    /// <summary>The entries with plain keys; none for null.</summary>
    public static IEnumerable<(string Key, YamlNode Value)> Entries(this YamlMappingNode? mapping) =>
        from entry in (mapping ?? []).Children
        let key = (entry.Key as YamlScalarNode)?.Value
        where key is not null
        select (key, entry.Value);

    public static SourceLocation At(this YamlNode node, string path) => node.Start.At(path);

    public static SourceLocation At(this Mark mark, string path) => new(path, (int)mark.Line, (int)mark.Column);

    private static IList<YamlDocument> Documents(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        return stream.Documents;
    }
}
