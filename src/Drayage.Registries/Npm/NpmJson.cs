using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Drayage.Registries.Npm.Packages;

namespace Drayage.Registries.Npm;

/// <summary>Wire and disk documents of the npm registries.</summary>
[JsonSerializable(typeof(NpmError))]
[JsonSerializable(typeof(PackageRecord))]
[JsonSerializable(typeof(JsonObject))]
internal sealed partial class NpmJson : JsonSerializerContext
{
    public static NpmJson Wire { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
