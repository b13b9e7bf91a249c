using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Drayage.Model;

namespace Drayage.Oci.Documents;

/// <summary>The digests of the uncompressed layers, bottom first.</summary>
public sealed record RootFileSystem
{
    public const string Layers = "layers";

    public required string Type { get; init; }

    [JsonPropertyName("diff_ids")]
    public required ImmutableArray<Digest> DiffIds { get; init; }
}
