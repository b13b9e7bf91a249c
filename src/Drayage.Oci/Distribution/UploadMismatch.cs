using Drayage.Model;
using Drayage.Oci.Content;
using Drayage.Oci.Documents;

namespace Drayage.Oci.Distribution;

/// <summary>
/// Finds out why a registry says that a blob has another digest. What is sent is not hashed on the way, since the registry
/// does so; only its refusal makes it worth a reading more.
/// </summary>
internal static class UploadMismatch
{
    public static async Task<Exception> ExplainAsync(
        RegistryException refusal, string registry, Descriptor blob, BlobSource open, CancellationToken cancellationToken)
    {
        await using var stream = await open(0, cancellationToken);
        using var hash = blob.Digest.NewHash();
        var buffer = new byte[128 * 1024];
        var count = 0L;
        int read;
        while ((read = await stream.ReadAsync(buffer, cancellationToken)) > 0)
        {
            hash.AppendData(buffer, 0, read);
            count += read;
        }
        var actual = Digest.FromHash(blob.Digest.Algorithm, hash.GetHashAndReset());
        if (actual != blob.Digest)
            return ContentMismatch.Digest(blob.Digest, $"the source of the upload to {registry}", actual);
        return new RegistryException(
            refusal.Method,
            refusal.Uri,
            refusal.Status,
            refusal.Errors,
            $"{refusal.Detail}; the {count} bytes sent have the digest {blob.Digest}, so they were changed on their way or by the registry",
            refusal);
    }
}
