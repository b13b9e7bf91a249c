using System.Collections.Concurrent;
using Drayage.Model;
using Drayage.Registries.Storage;

namespace Drayage.Registries.Npm.Packages;

/// <summary>The packages of all registries: <c>REGISTRY/PACKAGE</c>, one document each.</summary>
/// <param name="lag">How long readers go on seeing what was before a change.</param>
internal sealed class PackageStore(string root, TimeSpan lag, TimeProvider clock)
{
    private readonly KeyedLock locks = new();

    // What readers still see: nothing, or the record before.
    private readonly ConcurrentDictionary<string, (PackageRecord? Record, DateTimeOffset Until)> earlier = new(StringComparer.Ordinal);

    /// <summary>Whoever changes a package holds its lock.</summary>
    public Task<IDisposable> LockAsync(string registry, string package, CancellationToken cancellationToken) =>
        locks.AcquireAsync($"{registry}/{package}", cancellationToken);

    /// <summary>As it is.</summary>
    public Task<PackageRecord?> FindAsync(string registry, string package, CancellationToken cancellationToken) =>
        AtomicFile.ReadJsonAsync(Place(registry, package), NpmJson.Wire.PackageRecord, cancellationToken);

    /// <summary>As readers see it.</summary>
    public Task<PackageRecord?> SeenAsync(string registry, string package, CancellationToken cancellationToken) =>
        earlier.TryGetValue(Place(registry, package), out var before) && before.Until > clock.GetUtcNow()
            ? Task.FromResult(before.Record)
            : FindAsync(registry, package, cancellationToken);

    /// <summary>Keeps a changed record; the revision and the time of the change are set here.</summary>
    /// <param name="before">The record that was changed; null for a new package.</param>
    public async Task<PackageRecord> SaveAsync(string registry, PackageRecord? before, PackageRecord changed, CancellationToken cancellationToken)
    {
        var place = Place(registry, changed.Name);
        var saved = changed with { Revision = (before?.Revision ?? 0) + 1, Modified = clock.GetUtcNow() };
        var seen = await SeenAsync(registry, changed.Name, cancellationToken);
        await AtomicFile.WriteJsonAsync(place, saved, NpmJson.Wire.PackageRecord, cancellationToken);
        if (lag > TimeSpan.Zero)
            earlier[place] = (seen, saved.Modified + lag);
        return saved;
    }

    /// <summary>Adds every blob that a version is made of.</summary>
    public async Task MarkAsync(ISet<Digest> live, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(root))
            return;
        foreach (var path in Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories).Where(path => !Path.GetFileName(path).StartsWith('.')))
        {
            if (await AtomicFile.ReadJsonAsync(path, NpmJson.Wire.PackageRecord, cancellationToken) is not { } record)
                continue;
            foreach (var version in record.Versions.Values)
            {
                live.Add(Digest.Parse($"{Digest.Sha256}:{version.Sha256}"));
                if (version.Provenance is { } provenance)
                    live.Add(Digest.Parse($"{Digest.Sha256}:{provenance}"));
            }
        }
    }

    private string Place(string registry, string package) => Path.Combine(root, FileNames.Encode(registry), FileNames.Encode(package));
}
