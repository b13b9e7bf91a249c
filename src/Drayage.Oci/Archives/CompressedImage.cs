using Drayage.Model;
using Drayage.Oci.Content;
using Drayage.Oci.Documents;
using Drayage.Oci.Layouts;
using Drayage.Platform.Archives;

namespace Drayage.Oci.Archives;

/// <summary>
/// An image whose layers stand uncompressed, such as one of a docker-archive, with the layers as gzip: what registries and
/// those who fetch from them expect. The compressed layers are kept in a directory, which is the caller's to remove.
/// </summary>
public sealed class CompressedImage : IImageSource
{
    private const int BufferSize = 1024 * 1024;

    private readonly IImageSource source;
    private readonly OciLayout layout;

    private CompressedImage(IImageSource source, OciLayout layout, ManifestDocument.Image image)
    {
        this.source = source;
        this.layout = layout;
        Image = image;
    }

    public string Origin => source.Origin;

    /// <summary>The manifest that names the compressed layers.</summary>
    public ManifestDocument.Image Image { get; }

    /// <summary>Compresses the layers of an image, on all cores.</summary>
    /// <param name="source">Where the image is.</param>
    /// <param name="image">Its manifest.</param>
    /// <param name="directory">An empty one on a disk with room.</param>
    /// <param name="cancellationToken">Ends the compression.</param>
    public static async Task<CompressedImage> CreateAsync(
        IImageSource source, ManifestDocument.Image image, string directory, CancellationToken cancellationToken)
    {
        var packed = await OciLayout.CreateAsync(directory, cancellationToken);
        var compressed = new Dictionary<Digest, Descriptor>();
        foreach (var layer in image.Manifest.Layers.Where(IsPlain).DistinctBy(layer => layer.Digest))
            compressed.Add(layer.Digest, await CompressAsync(source, layer, packed, cancellationToken));
        var layers = image.Manifest.Layers.Select(layer => IsPlain(layer) ? compressed[layer.Digest] : layer);
        return new CompressedImage(source, packed, ManifestDocument.Of(image.Manifest with { Layers = [.. layers] }));
    }

    /// <summary>Whether any layer of the image would be compressed.</summary>
    public static bool IsNeeded(ManifestDocument.Image image) => image.Manifest.Layers.Any(IsPlain);

    public Task<Descriptor?> ResolveAsync(string reference, CancellationToken cancellationToken) =>
        Task.FromResult(reference.Length == 0 || reference == Image.Digest.ToString() ? Image.Descriptor : null);

    public Task<ManifestDocument> ReadManifestAsync(Descriptor descriptor, CancellationToken cancellationToken) =>
        descriptor.Digest == Image.Digest ? Task.FromResult<ManifestDocument>(Image) : source.ReadManifestAsync(descriptor, cancellationToken);

    public Task<Stream> OpenBlobAsync(Descriptor descriptor, long offset, CancellationToken cancellationToken) =>
        Holder(descriptor).OpenBlobAsync(descriptor, offset, cancellationToken);

    public Task<Stream> OpenUncheckedBlobAsync(Descriptor descriptor, long offset, CancellationToken cancellationToken) =>
        Holder(descriptor).OpenUncheckedBlobAsync(descriptor, offset, cancellationToken);

    private static bool IsPlain(Descriptor layer) => layer.MediaType == MediaTypes.OciLayerTar;

    private static async Task<Descriptor> CompressAsync(IImageSource source, Descriptor layer, OciLayout packed, CancellationToken cancellationToken)
    {
        await using var plain = await source.OpenBlobAsync(layer, 0, cancellationToken);
        await using var blob = packed.NewBlob();
        await using (var gzip = new GzipOutputStream(blob, leaveOpen: true))
            await plain.CopyToAsync(gzip, BufferSize, cancellationToken);
        return await blob.CommitAsync(MediaTypes.OciLayerGzip, cancellationToken);
    }

    private IImageSource Holder(Descriptor descriptor) => layout.HasBlob(descriptor.Digest) ? layout : source;
}
