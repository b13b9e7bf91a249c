using System.Globalization;
using System.Text.Json.Nodes;
using Drayage.Formats.Toml;

namespace Drayage.Tests.Formats.Toml;

/// <summary>
/// A value tree as JSON: strings, integers, booleans, arrays and tables as themselves, floats and dates tagged.
/// </summary>
internal static class TomlModel
{
    public static JsonObject Of(string text) => (JsonObject)Of(TomlDocument.Parse(text, "doc.toml").Root);

    public static JsonNode Of(TomlValue value) => value switch
    {
        TomlString text => JsonValue.Create(text.Value),
        TomlInteger integer => JsonValue.Create(integer.Value),
        TomlBoolean boolean => JsonValue.Create(boolean.Value),
        TomlFloat number => Tagged("float", Spell(number.Value)),
        TomlOffsetDateTime date => Tagged("offset-date-time", $"{date.Value:yyyy-MM-ddTHH:mm:ss.ffffff} {date.Offset.TotalMinutes}"),
        TomlLocalDateTime date => Tagged("local-date-time", $"{date.Value:yyyy-MM-ddTHH:mm:ss.ffffff}"),
        TomlLocalDate date => Tagged("local-date", $"{date.Value:yyyy-MM-dd}"),
        TomlLocalTime time => Tagged("local-time", $"{time.Value:HH:mm:ss.ffffff}"),
        TomlArray array => new JsonArray([.. array.Items.Select(Of)]),
        TomlTable table => new JsonObject(table.Entries.Select(entry => KeyValuePair.Create(entry.Key, (JsonNode?)Of(entry.Value)))),
        _ => throw new InvalidOperationException(value.Kind),
    };

    /// <summary>Removes tables and arrays without content, which a document need not mention.</summary>
    public static JsonNode Prune(JsonNode node)
    {
        if (node is JsonArray array)
        {
            foreach (var item in array)
                Prune(item!);
        }
        if (node is not JsonObject table)
            return node;
        foreach (var (key, value) in table.ToArray())
        {
            Prune(value!);
            if (value is JsonObject { Count: 0 } or JsonArray { Count: 0 })
                table.Remove(key);
        }
        return node;
    }

    private static JsonObject Tagged(string tag, string value) => new() { [$"<{tag}>"] = value };

    private static string Spell(double value) => double.IsNaN(value) ? "nan" : value.ToString("E16", CultureInfo.InvariantCulture);
}
