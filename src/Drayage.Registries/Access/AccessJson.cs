using System.Text.Json;
using System.Text.Json.Serialization;

namespace Drayage.Registries.Access;

/// <summary>Payloads of tokens.</summary>
[JsonSerializable(typeof(IdentityClaims))]
[JsonSerializable(typeof(ExchangedClaims))]
internal sealed partial class AccessJson : JsonSerializerContext
{
    public static AccessJson Wire { get; } = new(new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.CamelCase });
}
