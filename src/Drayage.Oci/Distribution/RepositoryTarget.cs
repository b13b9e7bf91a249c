using Drayage.Model;
using Drayage.Oci.Content;
using Drayage.Oci.Documents;
using Drayage.Oci.References;

namespace Drayage.Oci.Distribution;

/// <summary>A repository to copy into.</summary>
public sealed class RepositoryTarget : IImageTarget
{
    private readonly RepositoryClient repository;
    private readonly RepositoryName? mountFrom;

    /// <param name="repository">Receives the image.</param>
    /// <param name="mountFrom">
    /// A repository of the same registry that is likely to hold the blobs; the registry then takes them from there.
    /// </param>
    public RepositoryTarget(RepositoryClient repository, RepositoryName? mountFrom = null)
    {
        this.repository = repository.ForWriting();
        this.mountFrom = mountFrom == repository.Name ? null : mountFrom;
    }

    public string Origin => repository.Origin;

    public async Task<bool> HasBlobAsync(Descriptor descriptor, CancellationToken cancellationToken) =>
        await repository.FindBlobAsync(descriptor.Digest, cancellationToken) is not null;

    public Task<bool> PutBlobAsync(Descriptor descriptor, BlobSource source, CancellationToken cancellationToken) =>
        repository.UploadBlobAsync(descriptor, source, mountFrom, cancellationToken);

    public async Task<bool> HasManifestAsync(Digest digest, CancellationToken cancellationToken) =>
        await repository.ResolveAsync(digest.ToString(), cancellationToken) is not null;

    public Task PutManifestAsync(ManifestDocument document, CancellationToken cancellationToken) =>
        repository.PutManifestAsync(document, cancellationToken);
}
