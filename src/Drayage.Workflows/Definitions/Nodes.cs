using System.Collections.Immutable;
using Drayage.Workflows.Reading;

namespace Drayage.Workflows.Definitions;

/// <summary>Typed looks at YAML nodes; what has another form is absent.</summary>
internal static class Nodes
{
    public static ScalarText? Text(YamlNode? node) => (node as YamlNode.Scalar)?.Text;

    public static ImmutableArray<YamlEntry> Entries(YamlNode? node) => (node as YamlNode.Mapping)?.Entries ?? [];

    /// <summary>One text, or a list of them.</summary>
    public static ImmutableArray<ScalarText> Texts(YamlNode? node) => node switch
    {
        YamlNode.Scalar { Text: { Value.Length: > 0 } text } => [text],
        // Lists of lists come from anchors: GitHub flattens none, so the inner ones are not read.
        YamlNode.Sequence sequence => [.. sequence.Items.OfType<YamlNode.Scalar>().Select(item => item.Text)],
        _ => [],
    };

    public static ImmutableArray<Setting> Settings(YamlNode? node) =>
        [.. Entries(node).Select(entry => Text(entry.Value) is { } text ? new Setting(entry.Key, text) : null).OfType<Setting>()];
}
