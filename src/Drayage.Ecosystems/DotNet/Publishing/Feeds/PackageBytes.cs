using System.Security.Cryptography;
using Drayage.Model;

namespace Drayage.Ecosystems.DotNet.Publishing.Feeds;

/// <summary>What a package's bytes were seen to be, read once as a stream.</summary>
/// <param name="Digest">Of all bytes.</param>
/// <param name="Signed">Where its signature stands; null when it has none.</param>
internal sealed record PackageBytes(Digest Digest, SignedArchive? Signed)
{
    // The directory of an archive with some 20,000 files.
    private const int Tail = 2 * 1024 * 1024;

    public static async Task<PackageBytes> ReadAsync(Stream package, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (buffer, filled, length) = (new byte[2 * Tail], 0, 0L);
        int read;
        while ((read = await package.ReadAsync(buffer.AsMemory(filled), cancellationToken)) > 0)
        {
            hash.AppendData(buffer, filled, read);
            (filled, length) = (filled + read, length + read);
            if (filled < buffer.Length)
                continue;
            buffer.AsSpan(Tail).CopyTo(buffer);
            filled = Tail;
        }

        return new PackageBytes(Digest.FromHash(Digest.Sha256, hash.GetHashAndReset()), SignedArchive.Find(buffer.AsSpan(0, filled), length));
    }
}
