using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;

namespace Drayage.Sealing.Waybills;

/// <summary>The JSON schema of the waybill, generated from the types that write it.</summary>
public static class WaybillSchema
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static string Text()
    {
        var schema = (JsonObject)WaybillJson.Readable.WaybillDocument.GetJsonSchemaAsNode(new JsonSchemaExporterOptions { TreatNullObliviousAsNonNullable = true });
        schema.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.Insert(1, "$id", Model.Waybills.Waybill.PredicateType);
        schema.Insert(2, "title", "Drayage waybill, version 1");
        return schema.ToJsonString(Indented) + "\n";
    }
}
