using System.Text.Json.Serialization;

namespace Drayage.Sealing.Dsse;

[JsonSourceGenerationOptions(
    WriteIndented = false,
    AllowDuplicateProperties = false,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(EnvelopeWire))]
internal sealed partial class EnvelopeJsonContext : JsonSerializerContext;
