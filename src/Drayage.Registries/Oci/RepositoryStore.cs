using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Drayage.Model;
using Drayage.Registries.Storage;

namespace Drayage.Registries.Oci;

/// <summary>
/// What each repository holds, as small files below <c>repositories/NAME/</c>: <c>_blobs/ALG/HEX</c>,
/// <c>_manifests/ALG/HEX</c>, <c>_referrers/ALG/SUBJECT/ALG/HEX</c>, and all tags in <c>_tags</c>. No component of a name begins with
/// an underscore, so nothing collides.
/// </summary>
internal sealed class RepositoryStore(string root, TimeProvider clock)
{
    private const int MostKnown = 1000;
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(5);

    private readonly string repositories = Path.Combine(root, "repositories");
    private readonly KeyedLock tagLocks = new();
    private readonly KeyedLock repositoryLocks = new();
    private readonly Lock links = new();
    private readonly ConcurrentDictionary<string, ImmutableSortedDictionary<string, string>> knownTags = new(StringComparer.Ordinal);

    public bool Exists(RepositoryName name) =>
        Directory.Exists(Place(name, "_blobs")) || Directory.Exists(Place(name, "_manifests"));

    /// <summary>Whoever adds a manifest, or takes away what manifests refer to, holds the repository meanwhile.</summary>
    public Task<IDisposable> LockAsync(RepositoryName name, CancellationToken cancellationToken) =>
        repositoryLocks.AcquireAsync(name.Value, cancellationToken);

    /// <summary>Names of the repositories that have had a manifest, in lexical order.</summary>
    public ImmutableArray<string> List() =>
        [.. Names().Where(name => Directory.Exists(Place(name, "_manifests"))).Select(name => name.Value).Order(StringComparer.Ordinal)];

    /// <summary>All repositories, in no order.</summary>
    public IEnumerable<RepositoryName> Names()
    {
        var left = new Stack<string>([""]);
        while (left.TryPop(out var above))
        {
            var directory = Path.Combine(repositories, above);
            if (!Directory.Exists(directory))
                continue;
            foreach (var child in Directory.EnumerateDirectories(directory).Select(path => Path.GetFileName(path)).Where(child => child[0] != '_'))
                left.Push(above.Length == 0 ? child : $"{above}/{child}");
            if (RepositoryName.TryParse(above, out var name) && Exists(name!))
                yield return name!;
        }
    }

    public bool HasBlob(RepositoryName name, Digest digest) => File.Exists(BlobLink(name, digest));

    /// <summary>Whether one of the repositories that pass has the blob.</summary>
    public bool Holds(Digest digest, Func<RepositoryName, bool> passes) => Names().Any(name => HasBlob(name, digest) && passes(name));

    /// <summary>Makes the blob one of this repository, for a collection as if it had come now. The caller has pinned it.</summary>
    public void LinkBlob(RepositoryName name, Digest digest)
    {
        var link = BlobLink(name, digest);
        lock (links)
        {
            if (Touch(link))
                return;
            Directory.CreateDirectory(Path.GetDirectoryName(link)!);
            File.Create(link).Dispose();
            Touch(link);
        }
        DirectorySync.Flush(Path.GetDirectoryName(link)!);
    }

    /// <summary>A client that asked for the blob, and may leave out its upload, finds it here a while longer.</summary>
    public void KeepBlob(RepositoryName name, Digest digest)
    {
        var link = BlobLink(name, digest);
        if (clock.GetUtcNow().UtcDateTime - File.GetLastWriteTimeUtc(link) < Fresh)
            return;
        lock (links)
            Touch(link);
    }

    /// <summary>Takes the blob out of the repository unless it came, or was asked for, since.</summary>
    public bool UnlinkBlob(RepositoryName name, Digest digest, DateTimeOffset before)
    {
        var link = BlobLink(name, digest);
        lock (links)
            return File.GetLastWriteTimeUtc(link) < before.UtcDateTime && AtomicFile.Delete(link);
    }

    /// <summary>The blobs of the repository.</summary>
    public IEnumerable<Digest> Blobs(RepositoryName name) => Digests(Place(name, "_blobs"));

    /// <summary>The manifests of the repository.</summary>
    public IEnumerable<Digest> Manifests(RepositoryName name) => Digests(Place(name, "_manifests"));

    public bool UnlinkBlob(RepositoryName name, Digest digest) => AtomicFile.Delete(BlobLink(name, digest));

    public Task<ManifestRecord?> ManifestAsync(RepositoryName name, Digest digest, CancellationToken cancellationToken) =>
        AtomicFile.ReadJsonAsync(ManifestFile(name, digest), OciJson.Wire.ManifestRecord, cancellationToken);

    /// <summary>The referrer is filed first, so that a manifest that can be found is always listed under its subject.</summary>
    public async Task PutManifestAsync(RepositoryName name, ManifestRecord record, CancellationToken cancellationToken)
    {
        var digest = Digest.Parse(record.Descriptor.Digest);
        record = record with { Pushed = clock.GetUtcNow() };
        if (record.Subject is { } subject)
            await AtomicFile.WriteJsonAsync(ReferrerFile(name, Digest.Parse(subject), digest), record, OciJson.Wire.ManifestRecord, cancellationToken);
        await AtomicFile.WriteJsonAsync(ManifestFile(name, digest), record, OciJson.Wire.ManifestRecord, cancellationToken);
    }

    /// <summary>Deletes the manifest and every tag that points at it.</summary>
    public async Task DeleteManifestAsync(RepositoryName name, ManifestRecord record, CancellationToken cancellationToken)
    {
        var digest = Digest.Parse(record.Descriptor.Digest);
        await ChangeTagsAsync(name, tags => tags.RemoveRange(tags.Where(tag => tag.Value == record.Descriptor.Digest).Select(tag => tag.Key)), cancellationToken);
        AtomicFile.Delete(ManifestFile(name, digest));
        if (record.Subject is { } subject)
            AtomicFile.Delete(ReferrerFile(name, Digest.Parse(subject), digest));
    }

    /// <summary>Tags in the specification's lexical order.</summary>
    public async Task<ImmutableArray<string>> TagsAsync(RepositoryName name, CancellationToken cancellationToken) =>
        [.. (await ReadTagsAsync(name, cancellationToken)).Keys.Order(TagOrder.Instance)];

    public async Task<Digest?> TagAsync(RepositoryName name, string tag, CancellationToken cancellationToken)
    {
        if (!knownTags.TryGetValue(name.Value, out var tags))
        {
            using var held = await tagLocks.AcquireAsync(name.Value, cancellationToken);
            tags = await ReadTagsAsync(name, cancellationToken);
            Know(name, tags);
        }
        return tags.TryGetValue(tag, out var digest) ? Digest.Parse(digest) : null;
    }

    public Task PutTagsAsync(RepositoryName name, ImmutableArray<string> tags, Digest digest, CancellationToken cancellationToken) => tags.IsEmpty
        ? Task.CompletedTask
        : ChangeTagsAsync(name, present => present.SetItems(tags.Select(tag => KeyValuePair.Create(tag, digest.ToString()))), cancellationToken);

    public Task DeleteTagAsync(RepositoryName name, string tag, CancellationToken cancellationToken) =>
        ChangeTagsAsync(name, tags => tags.Remove(tag), cancellationToken);

    /// <summary>What refers to a subject, ordered by digest.</summary>
    /// <param name="after">The text of a digest: only what comes after it. It need not be there.</param>
    public async IAsyncEnumerable<OciDescriptor> ReferrersAsync(
        RepositoryName name, Digest subject, string after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var referrers = Digests(Place(name, "_referrers", subject.Algorithm, subject.Hex))
            .Where(digest => string.CompareOrdinal(digest.ToString(), after) > 0)
            .OrderBy(digest => digest.ToString(), StringComparer.Ordinal);
        foreach (var digest in referrers)
        {
            if (await AtomicFile.ReadJsonAsync(ReferrerFile(name, subject, digest), OciJson.Wire.ManifestRecord, cancellationToken) is { } record)
                yield return record.Descriptor;
        }
    }

    private async Task ChangeTagsAsync(
        RepositoryName name,
        Func<ImmutableSortedDictionary<string, string>, ImmutableSortedDictionary<string, string>> change,
        CancellationToken cancellationToken)
    {
        using var held = await tagLocks.AcquireAsync(name.Value, cancellationToken);
        var tags = await ReadTagsAsync(name, cancellationToken);
        var changed = change(tags);
        if (ReferenceEquals(tags, changed))
            return;
        knownTags.TryRemove(name.Value, out _);
        await AtomicFile.WriteJsonAsync(TagFile(name), changed, OciJson.Wire.ImmutableSortedDictionaryStringString, cancellationToken);
        Know(name, changed);
    }

    // Kept in memory by whoever holds the lock of the tags; names that have none are not, as anybody may ask for any.
    private void Know(RepositoryName name, ImmutableSortedDictionary<string, string> tags)
    {
        if (knownTags.Count > MostKnown)
            knownTags.Clear();
        if (!tags.IsEmpty)
            knownTags[name.Value] = tags;
    }

    // Sorted by code point, as tags differ by case.
    private async Task<ImmutableSortedDictionary<string, string>> ReadTagsAsync(RepositoryName name, CancellationToken cancellationToken) =>
        (await AtomicFile.ReadJsonAsync(TagFile(name), OciJson.Wire.ImmutableSortedDictionaryStringString, cancellationToken)
            ?? ImmutableSortedDictionary<string, string>.Empty).WithComparers(StringComparer.Ordinal);

    private bool Touch(string link)
    {
        if (!File.Exists(link))
            return false;
        File.SetLastWriteTimeUtc(link, clock.GetUtcNow().UtcDateTime);
        return true;
    }

    private static IEnumerable<Digest> Digests(string directory) => !Directory.Exists(directory) ? [] :
        from algorithm in Directory.EnumerateDirectories(directory)
        from file in Directory.EnumerateFiles(algorithm)
        let digest = Digest.TryParse($"{Path.GetFileName(algorithm)}:{Path.GetFileName(file)}", out var parsed) ? parsed : null
        where digest is not null
        select digest;

    private string Place(RepositoryName name, params ReadOnlySpan<string> segments) =>
        Path.Combine([repositories, .. name.Value.Split('/'), .. segments]);

    private string BlobLink(RepositoryName name, Digest digest) => Place(name, "_blobs", digest.Algorithm, digest.Hex);

    private string ManifestFile(RepositoryName name, Digest digest) => Place(name, "_manifests", digest.Algorithm, digest.Hex);

    private string TagFile(RepositoryName name) => Place(name, "_tags");

    private string ReferrerFile(RepositoryName name, Digest subject, Digest digest) =>
        Place(name, "_referrers", subject.Algorithm, subject.Hex, digest.Algorithm, digest.Hex);
}
