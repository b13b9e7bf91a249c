using Drayage.Model;
using Drayage.Oci.Content;
using Drayage.Oci.Documents;

namespace Drayage.Oci.Layouts;

/// <summary>A layout to copy into. What was copied is listed in <c>index.json</c> by the caller, when all is there.</summary>
public sealed class LayoutTarget(OciLayout layout) : IImageTarget
{
    public string Origin => layout.Origin;

    public bool ChecksDigests => true;

    public Task<bool> HasBlobAsync(Descriptor descriptor, CancellationToken cancellationToken) =>
        Task.FromResult(layout.HasBlob(descriptor.Digest));

    public async Task<bool> PutBlobAsync(Descriptor descriptor, BlobSource source, CancellationToken cancellationToken)
    {
        await using var content = await source(0, cancellationToken);
        await layout.WriteBlobAsync(descriptor, content, cancellationToken);
        return true;
    }

    public Task<bool> HasManifestAsync(Digest digest, CancellationToken cancellationToken) =>
        Task.FromResult(layout.HasBlob(digest));

    public Task PutManifestAsync(ManifestDocument document, CancellationToken cancellationToken) =>
        layout.WriteManifestAsync(document, cancellationToken);
}
