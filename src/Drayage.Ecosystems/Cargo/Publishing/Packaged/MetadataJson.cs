using System.Text.Json.Serialization;

namespace Drayage.Ecosystems.Cargo.Publishing.Packaged;

/// <summary>What registries are told.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(CrateMetadata))]
internal sealed partial class MetadataJson : JsonSerializerContext;
