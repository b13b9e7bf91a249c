using System.Text.Json;
using System.Text.Json.Serialization;

namespace Drayage.Sealing.Dsse;

/// <summary>The JSON form of an envelope, field by field.</summary>
internal sealed class EnvelopeWire
{
    [JsonPropertyName("payload")]
    public required string Payload { get; init; }

    [JsonPropertyName("payloadType")]
    public required string PayloadType { get; init; }

    [JsonPropertyName("signatures")]
    public required List<SignatureWire?> Signatures { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }
}
