using Drayage.Model;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Drayage.Ecosystems.Helm.Detection;

/// <summary>Reading a YAML document of a chart: members by name, with places.</summary>
internal static class YamlPlaces
{
    /// <returns>Null where the text holds no mapping.</returns>
    /// <exception cref="YamlException">The text is not YAML.</exception>
    public static YamlMappingNode? Mapping(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        return stream.Documents.Count == 0 ? null : stream.Documents[0].RootNode as YamlMappingNode;
    }

    public static YamlNode? Member(this YamlMappingNode mapping, string name) =>
        mapping.Children.TryGetValue(new YamlScalarNode(name), out var value) ? value : null;

    /// <summary>A scalar that says something: not null, not empty.</summary>
    public static YamlScalarNode? Scalar(this YamlMappingNode mapping, string name) =>
        mapping.Member(name) is YamlScalarNode { Value: { Length: > 0 } value } scalar
        && !(scalar.Style == ScalarStyle.Plain && value is "~" or "null" or "Null" or "NULL")
            ? scalar
            : null;

    public static SourceLocation At(string path, YamlNode node) => At(path, node.Start);

    public static SourceLocation At(string path, Mark mark) => new(path, (int)mark.Line, (int)mark.Column);
}
