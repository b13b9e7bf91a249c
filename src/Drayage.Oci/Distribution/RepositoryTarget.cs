using System.Collections.Immutable;
using Drayage.Model;
using Drayage.Oci.Content;
using Drayage.Oci.Documents;
using Drayage.Oci.References;

namespace Drayage.Oci.Distribution;

/// <summary>A repository to copy into, with or without a tag that moves to the image at the end.</summary>
public sealed class RepositoryTarget : IReferrerTarget
{
    private readonly RepositoryClient repository;
    private readonly RepositoryName? mountFrom;
    private readonly TagName? tag;

    /// <param name="repository">Receives the image.</param>
    /// <param name="mountFrom">
    /// A repository of the same registry that is likely to hold the blobs; the registry then takes them from there.
    /// </param>
    /// <param name="tag">Moves to the image when all is there; null leaves it known by its digest alone.</param>
    public RepositoryTarget(RepositoryClient repository, RepositoryName? mountFrom = null, TagName? tag = null)
    {
        this.repository = repository.ForWriting();
        this.mountFrom = mountFrom == repository.Name ? null : mountFrom;
        this.tag = tag;
    }

    public string Origin => repository.Origin;

    public bool ChecksDigests => true;

    public bool IsRemote => true;

    public bool HasName => tag is not null;

    /// <summary>
    /// Tags under which earlier images may stand, likeliest first: what those hold is not sent and not asked for. The
    /// target's own tag need not be named.
    /// </summary>
    public ImmutableArray<TagName> Relatives { get; init; } = [];

    public async Task<Descriptor?> FindNamedAsync(CancellationToken cancellationToken) =>
        tag is null ? null : await repository.ResolveAsync(tag.Value, cancellationToken);

    public async Task<ManifestDocument?> FindRelativeAsync(CancellationToken cancellationToken)
    {
        foreach (var relative in Relatives)
        {
            if (await repository.FindManifestAsync(relative.Value, cancellationToken) is { } found)
                return found;
        }
        return null;
    }

    public Task<ManifestDocument?> FindManifestAsync(Descriptor descriptor, CancellationToken cancellationToken) =>
        repository.FindManifestAsync(descriptor.Digest.ToString(), cancellationToken);

    public async Task<bool> HasBlobAsync(Descriptor descriptor, CancellationToken cancellationToken) =>
        await repository.FindBlobAsync(descriptor.Digest, cancellationToken) is not null;

    public Task<bool> PutBlobAsync(Descriptor descriptor, BlobSource source, CancellationToken cancellationToken) =>
        repository.UploadBlobAsync(descriptor, source, mountFrom, cancellationToken);

    public async Task<bool> HasManifestAsync(Digest digest, CancellationToken cancellationToken) =>
        await repository.ResolveAsync(digest.ToString(), cancellationToken) is not null;

    public Task PutManifestAsync(ManifestDocument document, CancellationToken cancellationToken) =>
        repository.PutManifestAsync(document, cancellationToken);

    public Task<ImmutableArray<Descriptor>> ListReferrersAsync(Digest subject, string? artifactType, CancellationToken cancellationToken) =>
        repository.ListReferrersAsync(subject, artifactType, cancellationToken);

    public Task PutReferrerAsync(ManifestDocument referrer, CancellationToken cancellationToken) =>
        repository.PutManifestAsync(referrer, cancellationToken);

    public Task SetNameAsync(ManifestDocument root, CancellationToken cancellationToken) =>
        tag is null ? Task.CompletedTask : repository.PutManifestAsync(root, tag, cancellationToken);
}
