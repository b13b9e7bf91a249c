using System.Text.Json.Serialization;

namespace Drayage.Ecosystems.Cargo.Publishing.Index;

/// <summary>What registries answer with.</summary>
[JsonSerializable(typeof(RegistryConfiguration))]
[JsonSerializable(typeof(IndexEntry))]
[JsonSerializable(typeof(TokenAnswer))]
internal sealed partial class IndexJson : JsonSerializerContext;
