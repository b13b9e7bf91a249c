using Drayage.Oci.Documents;

namespace Drayage.Oci.Content;

/// <summary>A place to read images from: a layout directory or a repository of a registry.</summary>
public interface IImageSource
{
    /// <summary>For messages: a directory or <c>registry/repository</c>.</summary>
    string Origin { get; }

    /// <summary>Finds what a tag or digest names; null when nothing does.</summary>
    Task<Descriptor?> ResolveAsync(string reference, CancellationToken cancellationToken);

    /// <summary>Reads a manifest or an index; its bytes are checked against the descriptor.</summary>
    Task<ManifestDocument> ReadManifestAsync(Descriptor descriptor, CancellationToken cancellationToken);

    /// <summary>
    /// Opens a blob. Read from its beginning to its end it is checked for size and digest, and the last read fails
    /// where they do not match; what is read from another offset is not checked.
    /// </summary>
    Task<Stream> OpenBlobAsync(Descriptor descriptor, long offset, CancellationToken cancellationToken);

    /// <summary>Opens a blob for a reader that checks the digest itself: hashing costs more than all else.</summary>
    Task<Stream> OpenUncheckedBlobAsync(Descriptor descriptor, long offset, CancellationToken cancellationToken) =>
        OpenBlobAsync(descriptor, offset, cancellationToken);
}
