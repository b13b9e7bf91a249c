using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Drayage.Registries.Python;

/// <summary>The JSON form of one project (simple repository API).</summary>
internal sealed record SimpleDetail(string Name, ImmutableArray<string> Versions, ImmutableArray<SimpleFile> Files)
{
    public SimpleMeta Meta { get; } = new();
}

internal sealed record SimpleFile
{
    [JsonPropertyName("filename")]
    public required string FileName { get; init; }

    /// <summary>Relative to the page.</summary>
    public required string Url { get; init; }

    public required ImmutableSortedDictionary<string, string> Hashes { get; init; }

    public required long Size { get; init; }

    [JsonPropertyName("requires-python")]
    public string? RequiresPython { get; init; }

    /// <summary>Hashes of the metadata file, for wheels.</summary>
    [JsonPropertyName("core-metadata")]
    public ImmutableSortedDictionary<string, string>? CoreMetadata { get; init; }

    /// <summary>As the Python Package Index has it. Not <c>dist-info-metadata</c>, on which older pips break (PEP 714).</summary>
    [JsonPropertyName("data-dist-info-metadata")]
    public ImmutableSortedDictionary<string, string>? DataDistInfoMetadata => CoreMetadata;

    /// <summary>ISO 8601 in UTC, ending in <c>Z</c>, with at most six decimals, as the specification demands.</summary>
    [JsonPropertyName("upload-time")]
    public required string UploadTime { get; init; }

    public bool Yanked { get; }

    /// <summary>Absolute address of its provenance (PEP 740).</summary>
    public string? Provenance { get; init; }
}
