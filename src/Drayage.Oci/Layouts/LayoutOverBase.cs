using Drayage.Oci.Content;
using Drayage.Oci.Documents;

namespace Drayage.Oci.Layouts;

/// <summary>An image of a layout whose base layers are read from the base's registry, as far as they are read at all.</summary>
/// <param name="layout">Holds everything else.</param>
/// <param name="outside">What it does not hold.</param>
/// <param name="from">The repository that <see cref="OutsideLayers.From"/> names.</param>
public sealed class LayoutOverBase(OciLayout layout, OutsideLayers outside, IImageSource from) : IImageSource
{
    public string Origin => layout.Origin;

    public Task<Descriptor?> ResolveAsync(string reference, CancellationToken cancellationToken) =>
        layout.ResolveAsync(reference, cancellationToken);

    public Task<ManifestDocument> ReadManifestAsync(Descriptor descriptor, CancellationToken cancellationToken) =>
        layout.ReadManifestAsync(descriptor, cancellationToken);

    public Task<Stream> OpenBlobAsync(Descriptor descriptor, long offset, CancellationToken cancellationToken) =>
        HolderOf(descriptor).OpenBlobAsync(descriptor, offset, cancellationToken);

    public Task<Stream> OpenUncheckedBlobAsync(Descriptor descriptor, long offset, CancellationToken cancellationToken) =>
        HolderOf(descriptor).OpenUncheckedBlobAsync(descriptor, offset, cancellationToken);

    private IImageSource HolderOf(Descriptor blob) =>
        outside.Digests.Contains(blob.Digest) && !layout.HasBlob(blob.Digest) ? from : layout;
}
