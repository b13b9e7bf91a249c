using System.Text.Json;
using System.Text.Json.Serialization;
using Drayage.Model;
using Drayage.Pipeline.Layout;
using Drayage.Platform.Storage;

namespace Drayage.Pipeline.Packing;

/// <summary>Remembers what earlier packs gave, by content key.</summary>
public sealed class PackRecords(WorkLayout layout)
{
    public StoredBlob? Find(Digest key)
    {
        var path = PathOf(key);
        if (!File.Exists(path))
            return null;
        try
        {
            var record = JsonSerializer.Deserialize(File.ReadAllBytes(path), PackRecordJson.Default.PackRecord);
            return record is not null && Digest.TryParse(record.Digest, out var digest) ? new StoredBlob(digest, record.Size) : null;
        }
        catch (JsonException)
        {
            // A cache that cannot be read is an empty one.
            return null;
        }
    }

    public Task AddAsync(Digest key, StoredBlob packed, CancellationToken cancellationToken) =>
        AtomicFile.WriteAsync(
            PathOf(key),
            JsonSerializer.SerializeToUtf8Bytes(new PackRecord(packed.Digest.ToString(), packed.Size), PackRecordJson.Default.PackRecord),
            cancellationToken);

    private string PathOf(Digest key) => Path.Combine(layout.PackRecords, key.Hex + ".json");
}

/// <summary>What a pack gave: for an image the digest and size of its index.</summary>
internal sealed record PackRecord(string Digest, long Size);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(PackRecord))]
internal sealed partial class PackRecordJson : JsonSerializerContext;
