using System.Text.Json.Serialization;

namespace Drayage.Registries.Access;

/// <summary>What stands in a token that a registry gave in exchange for an identity.</summary>
internal sealed record ExchangedClaims
{
    /// <summary>What it is good for, in the registry's own terms.</summary>
    [JsonPropertyName("for")]
    public required string Purpose { get; init; }

    /// <summary>End of validity, seconds since 1970.</summary>
    [JsonPropertyName("exp")]
    public required long Expires { get; init; }
}
