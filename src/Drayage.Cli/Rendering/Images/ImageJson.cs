using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Drayage.Cli.Rendering.Images;

/// <summary>What the commands on images print with <c>--json</c>.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ImageDocument))]
[JsonSerializable(typeof(ImageListDocument))]
[JsonSerializable(typeof(CopyDocument))]
[JsonSerializable(typeof(DiffDocument))]
[JsonSerializable(typeof(ImageRemovalDocument))]
[JsonSerializable(typeof(AttachDocument))]
[JsonSerializable(typeof(ReferrerListDocument))]
[JsonSerializable(typeof(PullDocument))]
internal sealed partial class ImageJson : JsonSerializerContext
{
    public static ImageJson Readable { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
    });
}
