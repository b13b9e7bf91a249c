using System.Text.Json;
using System.Text.Json.Serialization;

namespace Drayage.Sealing.Dsse;

/// <summary>The JSON form of a signature, field by field.</summary>
internal sealed class SignatureWire
{
    [JsonPropertyName("keyid")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? KeyId { get; init; }

    [JsonPropertyName("sig")]
    public required string Sig { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }
}
