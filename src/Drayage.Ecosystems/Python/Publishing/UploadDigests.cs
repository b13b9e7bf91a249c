using System.Security.Cryptography;
using Org.BouncyCastle.Crypto.Digests;

namespace Drayage.Ecosystems.Python.Publishing;

/// <summary>The digests that an upload states, in lower-case hexadecimal.</summary>
internal sealed record UploadDigests(string Md5, string Sha256, string Blake2b256)
{
    /// <summary>Reads the content once, to its end.</summary>
    public static async Task<UploadDigests> OfAsync(Stream content, CancellationToken cancellationToken)
    {
        using var md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        using var sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var blake2 = new Blake2bDigest(digestSize: 256);
        var buffer = new byte[128 * 1024];
        int read;
        while ((read = await content.ReadAsync(buffer, cancellationToken)) > 0)
        {
            var piece = buffer.AsSpan(0, read);
            md5.AppendData(piece);
            sha256.AppendData(piece);
            blake2.BlockUpdate(piece);
        }

        var blake2Hash = new byte[blake2.GetDigestSize()];
        blake2.DoFinal(blake2Hash);
        return new UploadDigests(
            Convert.ToHexStringLower(md5.GetHashAndReset()),
            Convert.ToHexStringLower(sha256.GetHashAndReset()),
            Convert.ToHexStringLower(blake2Hash));
    }
}
