using System.Text.Json;
using System.Text.Json.Serialization;
using Drayage.Model;
using Drayage.Oci.Documents;
using Drayage.Oci.Layouts;
using Drayage.Platform.Storage;

namespace Drayage.Oci.Assembly;

/// <summary>Remembers what layers became, so that unchanged ones are not read, compressed or hashed again.</summary>
/// <param name="directory">One small file a layer; may be deleted at any time.</param>
/// <param name="store">Keeps the compressed layers beside the layouts that hold them, without a second copy where the disk allows.</param>
public sealed class LayerRecords(string directory, ContentStore store)
{
    internal async Task<Layer?> FindAsync(Digest key, OciLayout layout, CancellationToken cancellationToken)
    {
        if (Read(key) is not { } layer)
            return null;
        var digest = layer.Blob.Digest;
        if (layout.HasBlob(digest))
            return layer;
        if (!store.Contains(digest))
            return null;
        await store.ExportAsync(digest, layout.PathOf(digest), ContentSharing.HardLink, cancellationToken);
        return layer;
    }

    internal async Task AddAsync(Digest key, Layer layer, OciLayout layout, CancellationToken cancellationToken)
    {
        await store.AdoptAsync(layout.PathOf(layer.Blob.Digest), layer.Blob.Digest, cancellationToken);
        var record = new LayerRecord(layer.DiffId.ToString(), layer.Blob.MediaType, layer.Blob.Digest.ToString(), layer.Blob.Size);
        await AtomicFile.WriteAsync(
            PathOf(key), JsonSerializer.SerializeToUtf8Bytes(record, LayerRecordJson.Default.LayerRecord), cancellationToken);
    }

    private Layer? Read(Digest key)
    {
        try
        {
            var record = File.Exists(PathOf(key))
                ? JsonSerializer.Deserialize(File.ReadAllBytes(PathOf(key)), LayerRecordJson.Default.LayerRecord)
                : null;
            return record is not null && Digest.TryParse(record.DiffId, out var diffId) && Digest.TryParse(record.Digest, out var digest)
                ? new Layer(new Descriptor { MediaType = record.MediaType, Digest = digest, Size = record.Size }, diffId)
                : null;
        }
        catch (JsonException)
        {
            // A record that cannot be read is none.
            return null;
        }
    }

    private string PathOf(Digest key) => Path.Combine(directory, key.Hex + ".json");
}

/// <summary>What a layer became.</summary>
internal sealed record LayerRecord(string DiffId, string MediaType, string Digest, long Size);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(LayerRecord))]
internal sealed partial class LayerRecordJson : JsonSerializerContext;
