using System.Text.Encodings.Web;
using System.Text.Json;
using Drayage.Formats.Yaml;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Drayage.Ecosystems.Helm.Building;

/// <summary>
/// The chart's metadata as JSON: the config blob of a chart in an OCI registry
/// (media type <c>application/vnd.cncf.helm.config.v1+json</c>).
/// </summary>
internal static class ChartConfig
{
    // Helm's metadata has booleans in these members only; everything else is text.
    private static readonly string[] Flags = ["deprecated", "enabled"];

    public static byte[] From(string chartYaml)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            Write(json, "", YamlPlaces.First(chartYaml)!);
        return buffer.ToArray();
    }

    private static void Write(Utf8JsonWriter json, string name, YamlNode node)
    {
        switch (node)
        {
            case YamlMappingNode mapping:
                json.WriteStartObject();
                foreach (var (key, value) in mapping.Children.Where(member => !IsNull(member.Value)))
                {
                    json.WritePropertyName(((YamlScalarNode)key).Value!);
                    Write(json, ((YamlScalarNode)key).Value!, value);
                }

                json.WriteEndObject();
                break;
            case YamlSequenceNode sequence:
                json.WriteStartArray();
                foreach (var item in sequence.Children)
                    Write(json, name, item);
                json.WriteEndArray();
                break;
            case YamlScalarNode { Style: ScalarStyle.Plain, Value: "true" or "false" } flag when Flags.Contains(name):
                json.WriteBooleanValue(flag.Value == "true");
                break;
            case YamlScalarNode scalar:
                json.WriteStringValue(scalar.Value);
                break;
        }
    }

    private static bool IsNull(YamlNode node) =>
        node is YamlScalarNode { Style: ScalarStyle.Plain, Value: null or "" or "~" or "null" or "Null" or "NULL" };
}
