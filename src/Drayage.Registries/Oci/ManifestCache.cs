using System.Collections.Concurrent;
using Drayage.Model;

namespace Drayage.Registries.Oci;

/// <summary>
/// Manifests that were lately served, in memory. Only this process writes to the data directory, so what it changes is
/// all that can change: whoever writes or deletes a manifest says so afterwards with <see cref="Forget"/>.
/// </summary>
internal sealed class ManifestCache
{
    private const int LargestKept = 256 * 1024;
    private const long MostBytes = 32 * 1024 * 1024;

    private readonly ConcurrentDictionary<(string Repository, Digest Digest), CachedManifest> entries = new();
    private long bytes;
    private long changes;

    /// <summary>Taken before a manifest is read from disk, so that what changes meanwhile is not kept.</summary>
    public long Stamp => Volatile.Read(ref changes);

    public CachedManifest? Find(RepositoryName repository, Digest digest) =>
        entries.TryGetValue((repository.Value, digest), out var manifest) ? manifest : null;

    public void Add(RepositoryName repository, Digest digest, CachedManifest manifest, long stamp)
    {
        if (manifest.Content.Length > LargestKept)
            return;
        if (Interlocked.Add(ref bytes, manifest.Content.Length) > MostBytes)
        {
            entries.Clear();
            Interlocked.Exchange(ref bytes, manifest.Content.Length);
        }
        entries[(repository.Value, digest)] = manifest;
        if (stamp != Stamp)
            entries.TryRemove((repository.Value, digest), out _);
    }

    public void Forget(RepositoryName repository, Digest digest)
    {
        Interlocked.Increment(ref changes);
        entries.TryRemove((repository.Value, digest), out _);
    }
}
