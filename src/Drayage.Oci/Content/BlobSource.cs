namespace Drayage.Oci.Content;

/// <summary>Opens the bytes of a blob at an offset, as often as an upload needs them.</summary>
/// <param name="offset">First byte wanted.</param>
/// <param name="cancellationToken">Ends the opening.</param>
public delegate Task<Stream> BlobSource(long offset, CancellationToken cancellationToken);
