using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Drayage.Oci.Distribution;

/// <summary>A page of <c>/v2/name/tags/list</c>.</summary>
internal sealed record TagPage
{
    public ImmutableArray<string?>? Tags { get; init; }
}

/// <summary>A token server's answer; <c>access_token</c> is the OAuth 2 spelling of the same thing.</summary>
internal sealed record TokenAnswer
{
    public string? Token { get; init; }

    [JsonPropertyName("access_token")]
    public string? AccessToken { get; init; }

    [JsonPropertyName("expires_in")]
    public double? ExpiresIn { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(RegistryErrorBody))]
[JsonSerializable(typeof(TagPage))]
[JsonSerializable(typeof(TokenAnswer))]
internal sealed partial class RegistryJson : JsonSerializerContext;
