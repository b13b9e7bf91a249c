using Drayage.Model;
using Drayage.Oci.Documents;

namespace Drayage.Oci.Content;

/// <summary>A place to put images: a layout directory or a repository of a registry.</summary>
public interface IImageTarget
{
    /// <summary>For messages: a directory or <c>registry/repository</c>.</summary>
    string Origin { get; }

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
}
