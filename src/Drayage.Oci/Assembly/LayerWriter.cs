using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Drayage.Model;
using Drayage.Model.Planning;
using Drayage.Oci.Content;
using Drayage.Oci.Documents;
using Drayage.Oci.Layouts;
using Drayage.Platform.Archives;
using Drayage.Platform.Storage;
using ArchiveFormat = Drayage.Platform.Archives.ArchiveFormat;

namespace Drayage.Oci.Assembly;

/// <summary>
/// Writes layers straight into a layout: tar, digest, compression and second digest in one pass. Layers that are alike,
/// of two platforms or of an earlier run, are written once.
/// </summary>
internal sealed class LayerWriter(OciLayout layout, ImageRecipe recipe, LayerRecords? records)
{
    /// <summary>Compression spreads over all cores by itself; side by side helps where layers are small.</summary>
    private const int MaxAtOnce = 4;

    private readonly DateTimeOffset time = recipe.FileTime ?? recipe.Created;
    private readonly ConcurrentDictionary<Digest, Lazy<Task<Layer>>> known = new();

    /// <summary>The layers in the order of their contents.</summary>
    public async Task<ImmutableArray<Layer>> WriteAsync(ImmutableArray<LayerContent> contents, CancellationToken cancellationToken)
    {
        var layers = new Layer[contents.Length];
        var limit = new ParallelOptions
        {
            MaxDegreeOfParallelism = Math.Min(Environment.ProcessorCount, MaxAtOnce),
            CancellationToken = cancellationToken,
        };
        await Parallel.ForAsync(0, contents.Length, limit, async (place, token) => layers[place] = await WriteAsync(contents[place], token));
        return [.. layers];
    }

    /// <summary>Compresses a layer of a base; its digest is the diff id.</summary>
    public async Task<Descriptor> CompressAsync(Descriptor plain, IImageSource source, CancellationToken cancellationToken)
    {
        var key = Digest.OfSha256(Encoding.UTF8.GetBytes($"{LayerContent.Generation} {recipe.Compression} {plain.Digest}"));
        return (await FindOrCompressAsync(key, CopyAsync, cancellationToken)).Blob;

        async Task CopyAsync(Stream tar)
        {
            await using var content = await source.OpenBlobAsync(plain, 0, cancellationToken);
            await content.CopyToAsync(tar, cancellationToken);
        }
    }

    private Task<Layer> WriteAsync(LayerContent content, CancellationToken cancellationToken) =>
        content.KeyFor(time, recipe.Compression) is { } key
            ? known.GetOrAdd(key, _ => new Lazy<Task<Layer>>(() => FindOrCompressAsync(key, tar => WriteAsync(content, tar, cancellationToken), cancellationToken))).Value
            : CompressAsync(tar => WriteAsync(content, tar, cancellationToken), cancellationToken);

    private Task WriteAsync(LayerContent content, Stream tar, CancellationToken cancellationToken) =>
        ArchiveWriter.WriteAsync(ArchiveFormat.Tar, content.Entries, time, tar, cancellationToken);

    private async Task<Layer> FindOrCompressAsync(Digest key, Func<Stream, Task> write, CancellationToken cancellationToken)
    {
        if (records is null)
            return await CompressAsync(write, cancellationToken);
        if (await records.FindAsync(key, layout, cancellationToken) is { } found)
            return found with { Blob = found.Blob with { MediaType = MediaType } };
        var layer = await CompressAsync(write, cancellationToken);
        await records.AddAsync(key, layer, layout, cancellationToken);
        return layer;
    }

    private async Task<Layer> CompressAsync(Func<Stream, Task> write, CancellationToken cancellationToken)
    {
        await using var blob = layout.NewBlob();
        await using Stream compressed = recipe.Compression == LayerCompression.Zstd
            ? new ZstdOutputStream(blob, leaveOpen: true)
            : new GzipOutputStream(blob, leaveOpen: true);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var tar = new DigestingStream(compressed, hash);
        await write(tar);
        var diffId = Digest.FromHash(Digest.Sha256, hash.GetHashAndReset());
        await compressed.DisposeAsync();
        return new Layer(await blob.CommitAsync(MediaType, cancellationToken), diffId);
    }

    private string MediaType => recipe switch
    {
        { Compression: LayerCompression.Zstd } => MediaTypes.OciLayerZstd,
        { Format: ImageFormat.Docker } => MediaTypes.DockerLayerGzip,
        _ => MediaTypes.OciLayerGzip,
    };
}
