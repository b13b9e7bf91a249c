using System.Text.Json.Serialization;

namespace Drayage.Ecosystems.Cargo.Publishing.Index;

/// <summary>A version that an index lists, as far as publishing cares.</summary>
internal sealed record IndexEntry
{
    [JsonPropertyName("name")]
    public required string Name { get; init; }

    [JsonPropertyName("vers")]
    public required string Version { get; init; }

    /// <summary>SHA-256 of the .crate file, lower-case hex.</summary>
    [JsonPropertyName("cksum")]
    public required string Checksum { get; init; }

    /// <summary>Whether resolvers pass it over, unless a lock file names it.</summary>
    [JsonPropertyName("yanked")]
    public bool IsYanked { get; init; }

    public string Digest => $"{Model.Digest.Sha256}:{Checksum}";
}
