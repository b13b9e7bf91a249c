using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Drayage.Oci.Distribution.Credentials;

/// <summary>The parts of <c>~/.docker/config.json</c> and <c>containers-auth.json</c> that carry credentials.</summary>
internal sealed record AuthFile
{
    public ImmutableSortedDictionary<string, AuthEntry?>? Auths { get; init; }

    /// <summary>Helper by registry.</summary>
    public ImmutableSortedDictionary<string, string>? CredHelpers { get; init; }

    /// <summary>Helper for every registry.</summary>
    public string? CredsStore { get; init; }
}

/// <summary>One entry of <c>auths</c>.</summary>
internal sealed record AuthEntry
{
    /// <summary>Base64 of <c>user:secret</c>.</summary>
    public string? Auth { get; init; }

    public string? Username { get; init; }

    public string? Password { get; init; }

    [JsonPropertyName("identitytoken")]
    public string? IdentityToken { get; init; }

    [JsonPropertyName("registrytoken")]
    public string? RegistryToken { get; init; }
}

/// <summary>What <c>docker-credential-x get</c> prints.</summary>
internal sealed record HelperAnswer
{
    [JsonPropertyName("Username")]
    public string? Username { get; init; }

    [JsonPropertyName("Secret")]
    public string? Secret { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, ReadCommentHandling = JsonCommentHandling.Skip)]
[JsonSerializable(typeof(AuthFile))]
[JsonSerializable(typeof(HelperAnswer))]
internal sealed partial class AuthFileJson : JsonSerializerContext;
