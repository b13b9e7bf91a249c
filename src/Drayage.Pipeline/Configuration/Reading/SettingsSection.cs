using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Drayage.Pipeline.Configuration.Reading;

/// <summary>The keys that may stand in one mapping. Each ecosystem and each destination kind owns one.</summary>
/// <param name="Name">How messages call it: <c>component of ecosystem cargo</c>.</param>
/// <param name="Summary">One sentence for the reference page.</param>
public sealed record SettingsSection(string Name, string Summary, ImmutableArray<Setting> Settings)
{
    /// <summary>The section with the keys of another added: what every component shares, and what its ecosystem adds.</summary>
    public SettingsSection With(SettingsSection more) => new(more.Name, more.Summary, [.. Settings, .. more.Settings]);

    public JsonObject ToSchema()
    {
        var properties = new JsonObject();
        foreach (var setting in Settings)
        {
            var schema = setting.Schema();
            schema["description"] = setting.Summary;
            properties[setting.Key] = schema;
        }

        var result = new JsonObject
        {
            ["type"] = "object",
            ["description"] = Summary,
            ["additionalProperties"] = false,
            ["properties"] = properties,
        };
        if (Settings.Any(s => s.IsRequired))
            result["required"] = new JsonArray([.. Settings.Where(s => s.IsRequired).Select(s => (JsonNode)s.Key)]);
        return result;
    }
}
