using System.Collections.Immutable;
using Drayage.Model;
using Drayage.Registries.Storage;

namespace Drayage.Registries.Oci;

/// <summary>
/// What each repository holds, as small files below <c>repositories/NAME/</c>: <c>_blobs/ALG/HEX</c>,
/// <c>_manifests/ALG/HEX</c>, <c>_referrers/ALG/SUBJECT/ALG/HEX</c>, and all tags in <c>_tags</c>. No component of a name begins with
/// an underscore, so nothing collides.
/// </summary>
internal sealed class RepositoryStore(string root)
{
    private readonly string repositories = Path.Combine(root, "repositories");
    private readonly KeyedLock tagLocks = new();

    public bool Exists(RepositoryName name) =>
        Directory.Exists(Place(name, "_blobs")) || Directory.Exists(Place(name, "_manifests"));

    /// <summary>Names of the repositories that have had a manifest, in lexical order.</summary>
    public ImmutableArray<string> List() => !Directory.Exists(repositories) ? [] :
    [
        .. Directory.EnumerateDirectories(repositories, "_manifests", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(repositories, Path.GetDirectoryName(path)!).Replace('\\', '/'))
            .Order(StringComparer.Ordinal),
    ];

    public bool HasBlob(RepositoryName name, Digest digest) => File.Exists(BlobLink(name, digest));

    public Task LinkBlobAsync(RepositoryName name, Digest digest, CancellationToken cancellationToken) =>
        AtomicFile.WriteAsync(BlobLink(name, digest), ReadOnlyMemory<byte>.Empty, cancellationToken);

    public bool UnlinkBlob(RepositoryName name, Digest digest) => AtomicFile.Delete(BlobLink(name, digest));

    public Task<ManifestRecord?> ManifestAsync(RepositoryName name, Digest digest, CancellationToken cancellationToken) =>
        AtomicFile.ReadJsonAsync(ManifestFile(name, digest), OciJson.Wire.ManifestRecord, cancellationToken);

    /// <summary>The referrer is filed first, so that a manifest that can be found is always listed under its subject.</summary>
    public async Task PutManifestAsync(RepositoryName name, ManifestRecord record, CancellationToken cancellationToken)
    {
        var digest = Digest.Parse(record.Descriptor.Digest);
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

    public async Task<Digest?> TagAsync(RepositoryName name, string tag, CancellationToken cancellationToken) =>
        (await ReadTagsAsync(name, cancellationToken)).TryGetValue(tag, out var digest) ? Digest.Parse(digest) : null;

    public Task PutTagsAsync(RepositoryName name, ImmutableArray<string> tags, Digest digest, CancellationToken cancellationToken) => tags.IsEmpty
        ? Task.CompletedTask
        : ChangeTagsAsync(name, present => present.SetItems(tags.Select(tag => KeyValuePair.Create(tag, digest.ToString()))), cancellationToken);

    public Task DeleteTagAsync(RepositoryName name, string tag, CancellationToken cancellationToken) =>
        ChangeTagsAsync(name, tags => tags.Remove(tag), cancellationToken);

    public async Task<ImmutableArray<OciDescriptor>> ReferrersAsync(RepositoryName name, Digest subject, CancellationToken cancellationToken)
    {
        var directory = Place(name, "_referrers", subject.Algorithm, subject.Hex);
        if (!Directory.Exists(directory))
            return [];
        var found = ImmutableArray.CreateBuilder<OciDescriptor>();
        foreach (var file in Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            if (!Path.GetFileName(file).StartsWith('.')
                && await AtomicFile.ReadJsonAsync(file, OciJson.Wire.ManifestRecord, cancellationToken) is { } record)
                found.Add(record.Descriptor);
        }
        return found.ToImmutable();
    }

    private async Task ChangeTagsAsync(
        RepositoryName name,
        Func<ImmutableSortedDictionary<string, string>, ImmutableSortedDictionary<string, string>> change,
        CancellationToken cancellationToken)
    {
        using var held = await tagLocks.AcquireAsync(name.Value, cancellationToken);
        var tags = await ReadTagsAsync(name, cancellationToken);
        var changed = change(tags);
        if (!ReferenceEquals(tags, changed))
            await AtomicFile.WriteJsonAsync(TagFile(name), changed, OciJson.Wire.ImmutableSortedDictionaryStringString, cancellationToken);
    }

    // Sorted by code point, as tags differ by case.
    private async Task<ImmutableSortedDictionary<string, string>> ReadTagsAsync(RepositoryName name, CancellationToken cancellationToken) =>
        (await AtomicFile.ReadJsonAsync(TagFile(name), OciJson.Wire.ImmutableSortedDictionaryStringString, cancellationToken)
            ?? ImmutableSortedDictionary<string, string>.Empty).WithComparers(StringComparer.Ordinal);

    private string Place(RepositoryName name, params ReadOnlySpan<string> segments) =>
        Path.Combine([repositories, .. name.Value.Split('/'), .. segments]);

    private string BlobLink(RepositoryName name, Digest digest) => Place(name, "_blobs", digest.Algorithm, digest.Hex);

    private string ManifestFile(RepositoryName name, Digest digest) => Place(name, "_manifests", digest.Algorithm, digest.Hex);

    private string TagFile(RepositoryName name) => Place(name, "_tags");

    private string ReferrerFile(RepositoryName name, Digest subject, Digest digest) =>
        Place(name, "_referrers", subject.Algorithm, subject.Hex, digest.Algorithm, digest.Hex);
}
