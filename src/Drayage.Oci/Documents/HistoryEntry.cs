using System.Text.Json.Serialization;

namespace Drayage.Oci.Documents;

/// <summary>How one layer came to be, or one step that made none.</summary>
public sealed record HistoryEntry
{
    /// <summary>RFC 3339.</summary>
    public string? Created { get; init; }

    [JsonPropertyName("created_by")]
    public string? CreatedBy { get; init; }

    public string? Author { get; init; }

    public string? Comment { get; init; }

    [JsonPropertyName("empty_layer")]
    public bool? EmptyLayer { get; init; }
}
