using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Drayage.Registries.Crates.State;

namespace Drayage.Registries.Crates.Wire;

/// <summary>Wire and disk documents of the crate registry.</summary>
[JsonSerializable(typeof(RegistryConfiguration))]
[JsonSerializable(typeof(PublishedMetadata))]
[JsonSerializable(typeof(PublishAnswer))]
[JsonSerializable(typeof(IndexLine))]
[JsonSerializable(typeof(CrateRecord))]
[JsonSerializable(typeof(ErrorList))]
[JsonSerializable(typeof(Acknowledged))]
[JsonSerializable(typeof(OwnerList))]
[JsonSerializable(typeof(OwnerChange))]
[JsonSerializable(typeof(SearchAnswer))]
[JsonSerializable(typeof(IdentityRequest))]
[JsonSerializable(typeof(IdentityAnswer))]
internal sealed partial class CratesJson : JsonSerializerContext
{
    public static CratesJson Wire { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
