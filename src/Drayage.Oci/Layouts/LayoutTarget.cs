using System.Collections.Immutable;
using Drayage.Model;
using Drayage.Oci.Content;
using Drayage.Oci.Documents;

namespace Drayage.Oci.Layouts;

/// <summary>A layout to copy into. What was copied is listed in <c>index.json</c> by the caller, when all is there.</summary>
public sealed class LayoutTarget(OciLayout layout) : IReferrerTarget
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

    public Task<ImmutableArray<Descriptor>> ListReferrersAsync(Digest subject, string? artifactType, CancellationToken cancellationToken) =>
        layout.ListReferrersAsync(subject, artifactType, cancellationToken);

    /// <summary>
    /// A layout has no list of referrers: they stand in <c>index.json</c>, where other tools look too. Annotations stay out
    /// of it, as one of them would be a name.
    /// </summary>
    public async Task PutReferrerAsync(ManifestDocument referrer, CancellationToken cancellationToken)
    {
        await layout.WriteManifestAsync(referrer, cancellationToken);
        await layout.AddReferenceAsync(referrer.ReferrerDescriptor with { Annotations = null }, name: null, cancellationToken);
    }
}
