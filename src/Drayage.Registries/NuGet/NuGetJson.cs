using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Drayage.Registries.NuGet.Packages;
using Drayage.Registries.NuGet.Wire;

namespace Drayage.Registries.NuGet;

/// <summary>Wire and disk documents of the NuGet registry.</summary>
[JsonSerializable(typeof(ServiceIndex))]
[JsonSerializable(typeof(VersionList))]
[JsonSerializable(typeof(RegistrationIndex))]
[JsonSerializable(typeof(RegistrationLeaf))]
[JsonSerializable(typeof(SearchAnswer))]
[JsonSerializable(typeof(TokenRequest))]
[JsonSerializable(typeof(TokenAnswer))]
[JsonSerializable(typeof(TokenError))]
[JsonSerializable(typeof(PackageRecord))]
internal sealed partial class NuGetJson : JsonSerializerContext
{
    public static NuGetJson Wire { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
