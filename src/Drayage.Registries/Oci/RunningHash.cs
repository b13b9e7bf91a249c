using System.Buffers;
using System.Security.Cryptography;
using Drayage.Model;

namespace Drayage.Registries.Oci;

/// <summary>The hash of an upload so far, kept in memory between requests so that no upload is read twice.</summary>
internal sealed class RunningHash(string algorithm) : IDisposable
{
    private readonly IncrementalHash hash = NewHash(algorithm);

    /// <summary><c>sha256</c> or <c>sha512</c>.</summary>
    public string Algorithm => algorithm;

    public void Append(ReadOnlySpan<byte> content) => hash.AppendData(content);

    public Digest Digest() => Model.Digest.FromHash(algorithm, hash.GetCurrentHash());

    /// <summary>Hashes a whole file; one that is absent is empty.</summary>
    public static async Task<Digest> OfFileAsync(string path, string algorithm, CancellationToken cancellationToken)
    {
        using var whole = NewHash(algorithm);
        if (!File.Exists(path))
            return Model.Digest.FromHash(algorithm, whole.GetHashAndReset());
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
        return Model.Digest.FromHash(algorithm, whole.GetHashAndReset());
    }

    public void Dispose() => hash.Dispose();

    private static IncrementalHash NewHash(string algorithm) =>
        IncrementalHash.CreateHash(algorithm == Model.Digest.Sha512 ? HashAlgorithmName.SHA512 : HashAlgorithmName.SHA256);
}
