using System.Buffers;
using System.Security.Cryptography;
using Drayage.Model;

namespace Drayage.Registries.Oci;

/// <summary>The SHA-256 of an upload so far, kept in memory between requests so that no upload is read twice.</summary>
internal sealed class RunningHash : IDisposable
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>Bytes hashed so far.</summary>
    public long Position { get; private set; }

    public void Append(ReadOnlySpan<byte> content)
    {
        hash.AppendData(content);
        Position += content.Length;
    }

    public Digest Digest() => Model.Digest.FromHash(Model.Digest.Sha256, hash.GetCurrentHash());

    /// <summary>Hashes a whole file with the algorithm of the digest that it is claimed to have.</summary>
    public static async Task<Digest> OfFileAsync(string path, Digest claimed, CancellationToken cancellationToken)
    {
        using var whole = claimed.NewHash();
        await using var file = new FileStream(path, new FileStreamOptions { Options = FileOptions.Asynchronous | FileOptions.SequentialScan, BufferSize = 0 });
        var buffer = ArrayPool<byte>.Shared.Rent(128 * 1024);
        try
        {
            int read;
            while ((read = await file.ReadAsync(buffer, cancellationToken)) > 0)
                whole.AppendData(buffer, 0, read);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
        return Model.Digest.FromHash(claimed.Algorithm, whole.GetHashAndReset());
    }

    public void Dispose() => hash.Dispose();
}
