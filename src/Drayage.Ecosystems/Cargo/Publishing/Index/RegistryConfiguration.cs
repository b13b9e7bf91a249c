using System.Text.Json.Serialization;

namespace Drayage.Ecosystems.Cargo.Publishing.Index;

/// <summary>The <c>config.json</c> of an index (doc.rust-lang.org/cargo/reference/registry-index.html#index-configuration).</summary>
internal sealed record RegistryConfiguration
{
    /// <summary>Template of download addresses.</summary>
    [JsonPropertyName("dl")]
    public required string Downloads { get; init; }

    /// <summary>Base of the web API, without a slash at the end; null for a registry that takes nothing.</summary>
    [JsonPropertyName("api")]
    public string? Api { get; init; }

    /// <summary>Whether reading needs the token too.</summary>
    [JsonPropertyName("auth-required")]
    public bool NeedsToken { get; init; }

    /// <summary>Where a version is downloaded.</summary>
    /// <exception cref="UriFormatException">The template gives no address.</exception>
    public Uri DownloadOf(string crate, string version, string sha256)
    {
        var prefix = IndexPath.PrefixOf(crate);
        var filled = Downloads
            .Replace("{crate}", crate, StringComparison.Ordinal)
            .Replace("{version}", version, StringComparison.Ordinal)
            .Replace("{prefix}", prefix, StringComparison.Ordinal)
            .Replace("{lowerprefix}", prefix.ToLowerInvariant(), StringComparison.Ordinal)
            .Replace("{sha256-checksum}", sha256, StringComparison.Ordinal);
        return new Uri(filled == Downloads ? $"{Downloads.TrimEnd('/')}/{crate}/{version}/download" : filled);
    }
}
