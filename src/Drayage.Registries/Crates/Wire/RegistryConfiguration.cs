using System.Text.Json.Serialization;

namespace Drayage.Registries.Crates.Wire;

/// <summary>The <c>config.json</c> of an index (doc.rust-lang.org/cargo/reference/registry-index.html#index-configuration).</summary>
internal sealed record RegistryConfiguration
{
    /// <summary>Template of download addresses.</summary>
    public required string Dl { get; init; }

    public required string Api { get; init; }

    [JsonPropertyName("auth-required")]
    public required bool AuthRequired { get; init; }
}
