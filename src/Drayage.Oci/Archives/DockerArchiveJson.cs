using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Drayage.Oci.Archives;

/// <summary>One image of <c>manifest.json</c>, as <c>docker save</c> writes it.</summary>
internal sealed record DockerArchiveEntry
{
    public required string Config { get; init; }

    /// <summary><c>repository:tag</c>; null for images without a name.</summary>
    public ImmutableArray<string>? RepoTags { get; init; }

    /// <summary>Names of the layers' entries, bottom first.</summary>
    public required ImmutableArray<string> Layers { get; init; }
}

[JsonSerializable(typeof(ImmutableArray<DockerArchiveEntry>))]
internal sealed partial class DockerArchiveJson : JsonSerializerContext
{
    public static DockerArchiveJson Wire { get; } = new(new JsonSerializerOptions
    {
        AllowDuplicateProperties = false,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
