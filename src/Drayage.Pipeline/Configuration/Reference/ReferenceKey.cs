using System.Text.Json;
using System.Text.Json.Nodes;

namespace Drayage.Pipeline.Configuration.Reference;

/// <summary>One key of the reference page, as its schema describes it.</summary>
internal sealed record ReferenceKey(string Name, JsonObject Schema, bool IsRequired)
{
    private const string DefaultMark = "Default: ";

    public string Description => Schema["description"]?.GetValue<string>() ?? "";

    /// <summary>What summaries say behind "Default: "; by convention their last sentence.</summary>
    public string Default => Mark < 0 ? "" : Description[(Mark + DefaultMark.Length)..].TrimEnd('.');

    public string Meaning => Mark < 0 ? Description : Description[..Mark].TrimEnd();

    public string Type { get; init; } = TypeOf(Schema);

    private int Mark => Description.LastIndexOf(DefaultMark, StringComparison.Ordinal);

    private static string TypeOf(JsonNode schema) => schema switch
    {
        JsonObject choice when choice["enum"] is JsonArray words => string.Join(" | ", words.Where(w => w!.GetValueKind() == JsonValueKind.String).Select(w => $"`{w}`")),
        JsonObject one when one["oneOf"] is JsonArray => $"list of {TypeOf(one["oneOf"]![0]!)}",
        JsonObject fixedWord when fixedWord["const"] is { } word => $"`{word}`",
        JsonObject section when section["properties"] is not null => "mapping, see below",
        JsonObject ids when ids["additionalProperties"] is JsonObject entry => entry["oneOf"] is not null ? "mapping of ids, see below" : "mapping of names to text",
        JsonObject flag when flag["type"] is JsonValue type && type.GetValue<string>() == "boolean" => "`true` | `false`",
        _ => "text",
    };
}
