using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Drayage.Oci.Documents;

/// <summary>An image configuration (image specification 1.1, config.md). Times are RFC 3339 text.</summary>
public sealed record ImageConfig
{
    public string? Created { get; init; }

    public string? Author { get; init; }

    public required string Architecture { get; init; }

    public string? Variant { get; init; }

    public required string Os { get; init; }

    [JsonPropertyName("os.version")]
    public string? OsVersion { get; init; }

    [JsonPropertyName("os.features")]
    public ImmutableArray<string>? OsFeatures { get; init; }

    public ContainerConfig? Config { get; init; }

    [JsonPropertyName("rootfs")]
    public required RootFileSystem RootFs { get; init; }

    public ImmutableArray<HistoryEntry>? History { get; init; }

    /// <summary>Members that the specification does not name, such as <c>docker_version</c>.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Others { get; set; }
}
