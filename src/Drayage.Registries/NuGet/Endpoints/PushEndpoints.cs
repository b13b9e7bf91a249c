using System.Collections.Immutable;
using Drayage.Registries.Access;
using Drayage.Registries.NuGet.Packages;
using Drayage.Registries.Storage;
using Microsoft.AspNetCore.Http;

namespace Drayage.Registries.NuGet.Endpoints;

/// <summary>Takes packages and symbol packages. A version of a package is taken once, its symbols as often as they come.</summary>
internal sealed class PushEndpoints(FeedStore store, BlobStore blobs, FeedKeys keys, ChangeRate rate, NuGetLimits limits, TimeProvider clock)
{
    // The official client sends its own version, others that of the protocol.
    private static readonly string[] ProtocolHeaders = ["X-NuGet-Protocol-Version", "X-NuGet-Client-Version"];
    private static readonly Version LowestProtocol = new(4, 1, 0);

    public async Task PackageAsync(HttpContext context, string feed)
    {
        var key = Admit(context.Request, feed);
        await using var file = await PushBody.ReceiveAsync(context.Request, blobs, limits.PackageBytes, context.RequestAborted);
        var manifest = await PackageArchive.ReadAsync(file.FilePath, context.RequestAborted);
        var package = PackageIdentity.Of(manifest.Id, manifest.Version);
        if (manifest.PackageTypes.Contains(PackageArchive.SymbolsType, StringComparer.OrdinalIgnoreCase))
            throw NuGetRefusal.BadRequest("Symbol packages are pushed to the symbol package endpoint.");
        ManifestReader.Demand(manifest);
        // What arrived in whole is kept, whether or not the client is still there to hear of it.
        using var held = await store.LockAsync(feed, package.Id, CancellationToken.None);
        var versions = await store.VersionsAsync(feed, package.Id, CancellationToken.None);
        Demand(key, feed, package.Id, OwnerOf(versions));
        if (await store.FindAsync(feed, package, CancellationToken.None) is { } present)
            throw new NuGetRefusal(StatusCodes.Status409Conflict, $"A package with ID '{present.Manifest.Id}' and version '{package.Version}' already exists and cannot be modified.");
        await file.KeepAsync();
        var record = new PackageRecord
        {
            Manifest = manifest,
            Size = file.Length,
            Sha256 = file.Digest().Hex,
            Owner = key.User,
            Pushed = clock.GetUtcNow(),
            IsListed = true,
        };
        await store.WriteAsync(feed, package, record, CancellationToken.None);
        context.Response.StatusCode = StatusCodes.Status201Created;
    }

    public async Task SymbolsAsync(HttpContext context, string feed)
    {
        var key = Admit(context.Request, feed);
        await using var file = await PushBody.ReceiveAsync(context.Request, blobs, limits.PackageBytes, context.RequestAborted);
        var manifest = await PackageArchive.ReadSymbolsAsync(file.FilePath, context.RequestAborted);
        var package = PackageIdentity.Of(manifest.Id, manifest.Version);
        using var held = await store.LockAsync(feed, package.Id, CancellationToken.None);
        Demand(key, feed, package.Id, OwnerOf(await store.VersionsAsync(feed, package.Id, CancellationToken.None)));
        var record = await store.FindAsync(feed, package, CancellationToken.None)
            ?? throw new NuGetRefusal(StatusCodes.Status404NotFound, $"The package with ID '{manifest.Id}' and version '{package.Version}' does not exist.");
        var now = clock.GetUtcNow();
        if (record.Symbols is { } pending && pending.Pushed + limits.Validation > now)
            throw new NuGetRefusal(StatusCodes.Status409Conflict, $"A symbols package with ID '{manifest.Id}' and version '{package.Version}' is being validated.");
        await file.KeepAsync();
        await store.WriteAsync(feed, package, record with { Symbols = new SymbolsRecord(file.Digest().Hex, file.Length, now) }, CancellationToken.None);
        context.Response.StatusCode = StatusCodes.Status201Created;
    }

    /// <summary>Takes a version from the lists, or puts it back. Nothing is ever deleted.</summary>
    public async Task ListAsync(HttpContext context, string feed, string id, string version, bool isListed)
    {
        var key = keys.Of(context.Request, feed);
        rate.Count(key.User);
        var package = PackageIdentity.Find(id, version) ?? throw Unknown(id, version);
        using var held = await store.LockAsync(feed, package.Id, CancellationToken.None);
        var record = await store.FindAsync(feed, package, CancellationToken.None) ?? throw Unknown(id, version);
        if (!key.May(feed, package.Id, OwnerOf(await store.VersionsAsync(feed, package.Id, CancellationToken.None)), TokenGrant.Delete))
            throw FeedKeys.Forbidden();
        await store.WriteAsync(feed, package, record with { IsListed = isListed }, CancellationToken.None);
        context.Response.StatusCode = isListed ? StatusCodes.Status200OK : StatusCodes.Status204NoContent;
    }

    /// <summary>Whoever pushed the first version owns the id.</summary>
    public static string? OwnerOf(ImmutableArray<PackageRecord> versions) => versions.MinBy(version => version.Pushed)?.Owner;

    private FeedKey Admit(HttpRequest request, string feed)
    {
        var key = keys.Of(request, feed);
        if (!ProtocolHeaders.Any(header => Version.TryParse(request.Headers[header].ToString(), out var protocol) && protocol >= LowestProtocol))
            throw NuGetRefusal.BadRequest($"Packages can only be pushed by clients of protocol version {LowestProtocol} or higher ({ProtocolHeaders[0]}).");
        rate.Count(key.User);
        return key;
    }

    private static void Demand(FeedKey key, string feed, string id, string? owner)
    {
        if (!key.May(feed, id, owner, TokenGrant.Push))
            throw FeedKeys.Forbidden();
    }

    private static NuGetRefusal Unknown(string id, string version) => NuGetRefusal.NotFound($"A package with ID '{id}' and version '{version}'");
}
