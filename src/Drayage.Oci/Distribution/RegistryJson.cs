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

/// <summary>The part of a token's payload that says what it allows.</summary>
internal sealed record TokenPayload
{
    public ImmutableArray<TokenPayloadGrant>? Access { get; init; }
}

internal sealed record TokenPayloadGrant(string? Type, string? Name, ImmutableArray<string>? Actions);

/// <summary>What is kept of an upload for a later process.</summary>
internal sealed record UploadNoteText
{
    public required string Repository { get; init; }

    public required string Digest { get; init; }

    public required Uri Location { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(RegistryErrorBody))]
[JsonSerializable(typeof(TagPage))]
[JsonSerializable(typeof(TokenAnswer))]
[JsonSerializable(typeof(TokenPayload))]
[JsonSerializable(typeof(UploadNoteText))]
internal sealed partial class RegistryJson : JsonSerializerContext;
