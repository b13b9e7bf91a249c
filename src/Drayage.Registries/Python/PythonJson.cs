using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Drayage.Registries.Python.Access;

namespace Drayage.Registries.Python;

/// <summary>Wire and disk documents of the Python index.</summary>
[JsonSerializable(typeof(SimpleIndex))]
[JsonSerializable(typeof(SimpleDetail))]
[JsonSerializable(typeof(FileRecord))]
[JsonSerializable(typeof(ProjectRecord))]
[JsonSerializable(typeof(TrustedJob))]
[JsonSerializable(typeof(JsonObject))]
internal sealed partial class PythonJson : JsonSerializerContext
{
    public static PythonJson Wire { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
