using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Drayage.Registries.Oci;

/// <summary>The payload of a bearer token, named as in the distribution project's token format.</summary>
internal sealed record TokenClaims
{
    /// <summary>End of validity, seconds since 1970.</summary>
    [JsonPropertyName("exp")]
    public required long Expires { get; init; }

    [JsonPropertyName("iat")]
    public required long IssuedAt { get; init; }

    public required ImmutableArray<ScopeGrant> Access { get; init; }
}
