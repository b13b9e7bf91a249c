using System.Collections.Concurrent;
using System.Security.Cryptography;
using Drayage.Model;
using Drayage.Oci.Content;
using Drayage.Oci.Documents;

namespace Drayage.Tests.Oci.Copying;

/// <summary>Keeps nothing but digests, at a pace and with failures of a test's choosing.</summary>
internal sealed class MemoryTarget(Func<long, Task>? beforeRead = null) : IImageTarget
{
    public ConcurrentDictionary<Digest, long> Blobs { get; } = new();

    public ConcurrentDictionary<Digest, bool> Manifests { get; } = new();

    public string Origin => "memory";

    public bool ChecksDigests => true;

    public Task<bool> HasBlobAsync(Descriptor descriptor, CancellationToken cancellationToken) => Task.FromResult(Blobs.ContainsKey(descriptor.Digest));

    public async Task<bool> PutBlobAsync(Descriptor descriptor, BlobSource source, CancellationToken cancellationToken)
    {
        await using var stream = await source(0, cancellationToken);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[100_000];
        var count = 0L;
        while (true)
        {
            if (beforeRead is not null)
                await beforeRead(count);
            var read = await stream.ReadAsync(buffer, cancellationToken);
            if (read == 0)
                break;
            hash.AppendData(buffer, 0, read);
            count += read;
        }
        Blobs[Digest.FromHash(Digest.Sha256, hash.GetHashAndReset())] = count;
        return true;
    }

    public Task<bool> HasManifestAsync(Digest digest, CancellationToken cancellationToken) => Task.FromResult(Manifests.ContainsKey(digest));

    public Task PutManifestAsync(ManifestDocument document, CancellationToken cancellationToken)
    {
        Manifests[document.Digest] = true;
        return Task.CompletedTask;
    }
}
