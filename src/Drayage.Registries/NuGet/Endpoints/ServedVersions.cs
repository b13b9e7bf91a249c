using System.Collections.Immutable;
using Drayage.Registries.NuGet.Packages;

namespace Drayage.Registries.NuGet.Endpoints;

/// <summary>What readers see: versions whose validation is over.</summary>
internal sealed class ServedVersions(FeedStore store, NuGetLimits limits, TimeProvider clock)
{
    /// <param name="id">In any case.</param>
    public async Task<ImmutableArray<PackageRecord>> OfAsync(string feed, string id, CancellationToken cancellationToken)
    {
        var versions = await store.VersionsAsync(feed, id.ToLowerInvariant(), cancellationToken);
        return [.. versions.Where(version => IsOver(version.Pushed))];
    }

    public async Task<PackageRecord?> FindAsync(string feed, string id, string version, CancellationToken cancellationToken) =>
        PackageIdentity.Find(id, version) is { } package
        && await store.FindAsync(feed, package, cancellationToken) is { } record
        && IsOver(record.Pushed)
            ? record
            : null;

    public async Task<SymbolsRecord?> FindSymbolsAsync(string feed, string id, string version, CancellationToken cancellationToken) =>
        await FindAsync(feed, id, version, cancellationToken) is { Symbols: { } symbols } && IsOver(symbols.Pushed) ? symbols : null;

    private bool IsOver(DateTimeOffset pushed) => pushed + limits.Validation <= clock.GetUtcNow();
}
