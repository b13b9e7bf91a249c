using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Drayage.Registries.Oci;

/// <summary>Wire and disk documents of the OCI registry.</summary>
[JsonSerializable(typeof(OciErrors))]
[JsonSerializable(typeof(OciIndex))]
[JsonSerializable(typeof(TagList))]
[JsonSerializable(typeof(RepositoryList))]
[JsonSerializable(typeof(IssuedToken))]
[JsonSerializable(typeof(TokenClaims))]
[JsonSerializable(typeof(ManifestRecord))]
[JsonSerializable(typeof(UploadRecord))]
[JsonSerializable(typeof(ImmutableSortedDictionary<string, string>))]
internal sealed partial class OciJson : JsonSerializerContext
{
    /// <summary>Leaves <c>+</c> in media types as it is.</summary>
    public static OciJson Wire { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
