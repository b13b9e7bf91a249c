using System.Security.Cryptography;
using Drayage.Model;
using Drayage.Registries.Storage;

namespace Drayage.Registries.Python;

/// <summary>The file of an upload, on disk but not yet in the index, with its hashes.</summary>
internal sealed class UploadedFile(string name, StagedFile staged) : IAsyncDisposable
{
    private readonly IncrementalHash md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
    private readonly Blake2b blake2b = new(hashSize: 32);

    public string Name { get; } = name;

    public string Path => staged.FilePath;

    public long Size => staged.Length;

    /// <summary>Lower-case hex, as the other hashes.</summary>
    public string Md5 { get; private set; } = "";

    public string Blake2b256 { get; private set; } = "";

    public string Sha256 => staged.Digest().Hex;

    public async Task FillAsync(Stream body, CancellationToken cancellationToken)
    {
        await staged.FillAsync(body, Hash, cancellationToken);
        Md5 = Convert.ToHexStringLower(md5.GetHashAndReset());
        Blake2b256 = Convert.ToHexStringLower(blake2b.Finish());
    }

    public Task<Digest> KeepAsync() => staged.KeepAsync();

    public ValueTask DisposeAsync()
    {
        md5.Dispose();
        return staged.DisposeAsync();
    }

    private void Hash(ReadOnlySpan<byte> content)
    {
        md5.AppendData(content);
        blake2b.Append(content);
    }
}
