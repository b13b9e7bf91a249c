using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;

namespace Drayage.Model.Events;

/// <summary>The JSON schema of events, generated from the types that write them.</summary>
public static class EventSchema
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Text()
    {
        var schema = (JsonObject)EventJson.Strict.EventDocument.GetJsonSchemaAsNode(new JsonSchemaExporterOptions { TreatNullObliviousAsNonNullable = true });
        schema.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.Insert(1, "$id", ReleaseEvent.SchemaId);
        schema.Insert(2, "title", "Drayage event, version 1");
        var properties = (JsonObject)schema["properties"]!;
        ((JsonObject)properties["schema"]!)["pattern"] = $"^{EventVersion.Current.Major}\\.[0-9]+$";
        ((JsonObject)properties["id"]!)["pattern"] = "^[0-9a-f]{64}$";
        ((JsonObject)properties["type"]!)["enum"] = new JsonArray([.. EventTypes.All.Select(type => (JsonNode)type)]);
        ((JsonObject)properties["waybill"]!["properties"]!["digest"]!)["pattern"] = "^sha(256:[0-9a-f]{64}|512:[0-9a-f]{128})$";
        schema["allOf"] = new JsonArray(
            When([EventTypes.ReleaseFailed], new JsonObject { ["required"] = new JsonArray("consignments") }),
            When([EventTypes.ConsignmentDelivered, EventTypes.ConsignmentFailed], new JsonObject { ["required"] = new JsonArray("consignment") }),
            When([EventTypes.ConsignmentDelivered], Consignment(new JsonObject { ["outcome"] = new JsonObject { ["const"] = "delivered" } })),
            When([EventTypes.ConsignmentFailed], Consignment(new JsonObject { ["outcome"] = new JsonObject { ["enum"] = new JsonArray("failed", "conflict", "blocked") } }, "message")));
        return schema.ToJsonString(Indented) + "\n";
    }

    private static JsonObject When(string[] types, JsonObject then) => new()
    {
        ["if"] = new JsonObject
        {
            ["properties"] = new JsonObject { ["type"] = new JsonObject { ["enum"] = new JsonArray([.. types.Select(type => (JsonNode)type)]) } },
        },
        ["then"] = then,
    };

    private static JsonObject Consignment(JsonObject properties, params string[] required)
    {
        var consignment = new JsonObject { ["properties"] = properties };
        if (required.Length > 0)
            consignment["required"] = new JsonArray([.. required.Select(name => (JsonNode)name)]);
        return new JsonObject { ["properties"] = new JsonObject { ["consignment"] = consignment } };
    }
}
