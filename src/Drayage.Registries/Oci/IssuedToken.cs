using System.Text.Json.Serialization;

namespace Drayage.Registries.Oci;

/// <summary>The answer of the token endpoint: the token twice, as Docker and as OAuth 2 name it.</summary>
internal sealed record IssuedToken
{
    public required string Token { get; init; }

    [JsonPropertyName("access_token")]
    public string AccessToken => Token;

    /// <summary>Seconds.</summary>
    [JsonPropertyName("expires_in")]
    public required int ExpiresIn { get; init; }

    [JsonPropertyName("issued_at")]
    public required DateTimeOffset IssuedAt { get; init; }
}
