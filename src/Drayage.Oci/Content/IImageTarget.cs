using Drayage.Model;
using Drayage.Oci.Documents;

namespace Drayage.Oci.Content;

/// <summary>A place to put images: a layout directory or a repository of a registry.</summary>
public interface IImageTarget
{
    /// <summary>For messages: a directory or <c>registry/repository</c>.</summary>
    string Origin { get; }

    /// <summary>
    /// Whether a blob is checked against its digest where it is stored. Otherwise the bytes are checked as they are read.
    /// </summary>
    bool ChecksDigests => false;

    /// <summary>Whether every question is a request over the network, so that few are asked.</summary>
    bool IsRemote => false;

    /// <summary>
    /// Whether <see cref="SetNameAsync"/> stores the image under a name, so that it need not be stored by digest before.
    /// </summary>
    bool HasName => false;

    /// <summary>What stands under the name that the image is to have; null where nothing does, or where no name is set here.</summary>
    Task<Descriptor?> FindNamedAsync(CancellationToken cancellationToken) => Task.FromResult<Descriptor?>(null);

    /// <summary>
    /// An image that the target holds and that is likely to share blobs with the one that comes; null when none is known.
    /// </summary>
    Task<ManifestDocument?> FindRelativeAsync(CancellationToken cancellationToken) => Task.FromResult<ManifestDocument?>(null);

    /// <summary>Reads a manifest that a relative names; null when it is not there.</summary>
    Task<ManifestDocument?> FindManifestAsync(Descriptor descriptor, CancellationToken cancellationToken) => Task.FromResult<ManifestDocument?>(null);

    Task<bool> HasBlobAsync(Descriptor descriptor, CancellationToken cancellationToken);

    /// <summary>Stores a blob that was found absent.</summary>
    /// <param name="descriptor">What is stored.</param>
    /// <param name="source">Opens the bytes at an offset.</param>
    /// <param name="cancellationToken">Ends the transfer.</param>
    /// <returns>True when bytes went over; false when the target had them elsewhere.</returns>
    Task<bool> PutBlobAsync(Descriptor descriptor, BlobSource source, CancellationToken cancellationToken);

    Task<bool> HasManifestAsync(Digest digest, CancellationToken cancellationToken);

    /// <summary>Stores a manifest under its digest, after everything that it names. No tag moves.</summary>
    Task PutManifestAsync(ManifestDocument document, CancellationToken cancellationToken);

    /// <summary>Gives the image the target's name, when all else is there. Does nothing where no name is set.</summary>
    Task SetNameAsync(ManifestDocument root, CancellationToken cancellationToken) => Task.CompletedTask;
}
