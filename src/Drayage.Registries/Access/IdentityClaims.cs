using System.Text.Json.Serialization;

namespace Drayage.Registries.Access;

/// <summary>The claims of an identity token that count here.</summary>
internal sealed record IdentityClaims
{
    [JsonPropertyName("sub")]
    public required string Subject { get; init; }

    [JsonPropertyName("aud")]
    public required string Audience { get; init; }

    /// <summary>End of validity, seconds since 1970.</summary>
    [JsonPropertyName("exp")]
    public required long Expires { get; init; }
}
