using Drayage.Model;
using YamlDotNet.RepresentationModel;

namespace Drayage.Ecosystems.Npm.Locking;

/// <summary>Reading YAML by keys: what is not there, or of another kind, gives null.</summary>
internal static class YamlPlaces
{
    /// <summary>The root mapping of a file with one document; null for any other.</summary>
    /// <exception cref="YamlDotNet.Core.YamlException">The text is not YAML.</exception>
    public static YamlMappingNode? Root(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        return stream.Documents is [{ RootNode: YamlMappingNode root }] ? root : null;
    }

    public static YamlNode? Get(this YamlMappingNode? mapping, string key) =>
        mapping?.Children.TryGetValue(new YamlScalarNode(key), out var value) == true ? value : null;

    public static YamlMappingNode? Mapping(this YamlMappingNode? mapping, string key) => mapping.Get(key) as YamlMappingNode;

    public static string? Scalar(this YamlMappingNode? mapping, string key) => (mapping.Get(key) as YamlScalarNode)?.Value;

    /// <summary>The entries with plain keys; none for null.</summary>
    public static IEnumerable<(string Key, YamlNode Value)> Entries(this YamlMappingNode? mapping) =>
        from entry in (mapping ?? []).Children
        let key = (entry.Key as YamlScalarNode)?.Value
        where key is not null
        select (key, entry.Value);

    public static SourceLocation At(this YamlNode node, string path) => new(path, (int)node.Start.Line, (int)node.Start.Column);
}
