using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Drayage.Pipeline.Packing;

/// <summary>The file in which a build step leaves the annotations of a blob, for <see cref="Model.Planning.PackedBlob.Annotations"/>.</summary>
public static class BlobAnnotations
{
    public static byte[] Write(ImmutableSortedDictionary<string, string> annotations) =>
        JsonSerializer.SerializeToUtf8Bytes(annotations.WithComparers(StringComparer.Ordinal), BlobAnnotationsJson.Default.ImmutableSortedDictionaryStringString);

    internal static ImmutableSortedDictionary<string, string> Read(byte[] json) =>
        JsonSerializer.Deserialize(json, BlobAnnotationsJson.Default.ImmutableSortedDictionaryStringString) ?? throw new InvalidOperationException("a step left null for annotations");
}

[JsonSerializable(typeof(ImmutableSortedDictionary<string, string>))]
internal sealed partial class BlobAnnotationsJson : JsonSerializerContext;
