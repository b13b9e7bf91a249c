using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Drayage.Model.Events;

/// <summary>An event as it is written. Schema: <c>docs/schemas/event-v1.json</c>.</summary>
internal sealed record EventDocument
{
    public required string Schema { get; init; }

    public required string Id { get; init; }

    public required string Type { get; init; }

    public required string Project { get; init; }

    public required string Tag { get; init; }

    public required string Version { get; init; }

    public required ImmutableSortedDictionary<string, string> Versions { get; init; }

    public required ImmutableArray<ComponentDocument> Components { get; init; }

    public int? ComponentsOmitted { get; init; }

    public required WaybillReference Waybill { get; init; }

    public ConsignmentDocument? Consignment { get; init; }

    public ImmutableArray<ConsignmentDocument>? Consignments { get; init; }

    public int? ConsignmentsOmitted { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? UnknownFields { get; set; }
}

internal sealed record ComponentDocument
{
    public required string Id { get; init; }

    public required string Ecosystem { get; init; }

    public required string Package { get; init; }

    public required string NativeVersion { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? UnknownFields { get; set; }
}

internal sealed record WaybillReference
{
    public required string Digest { get; init; }

    public required ImmutableArray<string> Urls { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? UnknownFields { get; set; }
}

internal sealed record ConsignmentDocument
{
    public required string Id { get; init; }

    public required string Destination { get; init; }

    public required string Kind { get; init; }

    public required string Address { get; init; }

    public required string Version { get; init; }

    public required string Outcome { get; init; }

    public string? Message { get; init; }

    public string? Because { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? UnknownFields { get; set; }
}

/// <summary>Relaxed escaping keeps <c>+</c> of versions readable; the document is never put into HTML as it is.</summary>
[JsonSerializable(typeof(EventDocument))]
internal sealed partial class EventJson : JsonSerializerContext
{
    public static EventJson Strict { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
    });
}
