using System.Collections.Immutable;
using Drayage.Model;
using Drayage.Model.Versions;
using Drayage.Registries.Storage;

namespace Drayage.Registries.NuGet.Packages;

/// <summary>The records of all feeds: <c>FEED/ID/VERSION</c>, one small document a version.</summary>
internal sealed class FeedStore(string root)
{
    private readonly KeyedLock locks = new();

    /// <summary>Whoever changes a package holds its lock.</summary>
    /// <param name="id">Lower case, here and below.</param>
    public Task<IDisposable> LockAsync(string feed, string id, CancellationToken cancellationToken) =>
        locks.AcquireAsync($"{feed}/{id}", cancellationToken);

    /// <summary>Ids of all packages, in order.</summary>
    public ImmutableArray<string> Ids(string feed)
    {
        var directory = Path.Combine(root, FileNames.Encode(feed));
        return !Directory.Exists(directory)
            ? []
            : [.. Directory.EnumerateDirectories(directory).Select(path => FileNames.Decode(Path.GetFileName(path))).Order(StringComparer.Ordinal)];
    }

    /// <summary>All versions of a package, the oldest first; empty when there is no such package.</summary>
    public async Task<ImmutableArray<PackageRecord>> VersionsAsync(string feed, string id, CancellationToken cancellationToken)
    {
        var directory = Place(feed, id);
        if (!Directory.Exists(directory))
            return [];
        var records = new List<PackageRecord>();
        foreach (var path in Directory.EnumerateFiles(directory))
        {
            if (!Path.GetFileName(path).StartsWith('.')
                && await AtomicFile.ReadJsonAsync(path, NuGetJson.Wire.PackageRecord, cancellationToken) is { } record)
                records.Add(record);
        }
        return [.. records.OrderBy(record => NuGetVersionText.Parse(record.Manifest.Version))];
    }

    public Task<PackageRecord?> FindAsync(string feed, PackageIdentity package, CancellationToken cancellationToken) =>
        AtomicFile.ReadJsonAsync(PathOf(feed, package), NuGetJson.Wire.PackageRecord, cancellationToken);

    public Task WriteAsync(string feed, PackageIdentity package, PackageRecord record, CancellationToken cancellationToken) =>
        AtomicFile.WriteJsonAsync(PathOf(feed, package), record, NuGetJson.Wire.PackageRecord, cancellationToken);

    /// <summary>Adds every blob that a version is made of.</summary>
    public async Task MarkAsync(ISet<Digest> live, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(root))
            return;
        foreach (var path in Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories).Where(path => !Path.GetFileName(path).StartsWith('.')))
        {
            if (await AtomicFile.ReadJsonAsync(path, NuGetJson.Wire.PackageRecord, cancellationToken) is not { } record)
                continue;
            live.Add(Digest.Parse($"{Digest.Sha256}:{record.Sha256}"));
            if (record.Symbols is { } symbols)
                live.Add(Digest.Parse($"{Digest.Sha256}:{symbols.Sha256}"));
        }
    }

    private string PathOf(string feed, PackageIdentity package) => Path.Combine(Place(feed, package.Id), FileNames.Encode(package.Version));

    private string Place(string feed, string id) => Path.Combine(root, FileNames.Encode(feed), FileNames.Encode(id));
}
