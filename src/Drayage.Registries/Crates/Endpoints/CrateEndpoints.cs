using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Drayage.Model;
using Drayage.Registries.Crates.State;
using Drayage.Registries.Crates.Wire;
using Drayage.Registries.Hosting;
using Drayage.Registries.Storage;
using Microsoft.AspNetCore.Http;

namespace Drayage.Registries.Crates.Endpoints;

/// <summary>What is done with crates that are there: download, yank, owners, search.</summary>
internal sealed class CrateEndpoints(CrateStore store, BlobStore blobs, CratesAccess access)
{
    private const int OwnersBodyLimit = 64 * 1024;

    public async Task DownloadAsync(HttpContext context, string registry, string name, string version)
    {
        var held = (await store.FindAsync(registry, name, context.RequestAborted))?.Find(version) ?? throw CratesRefusal.NotFound();
        var digest = Digest.Parse($"{Digest.Sha256}:{held.Line.Cksum}");
        await Answer.FileAsync(context, blobs.PathOf(digest), digest, "application/gzip");
    }

    /// <summary>Yanks a version, or takes that back. Doing it again changes nothing and is no error.</summary>
    public async Task YankAsync(HttpContext context, string registry, string name, string version, bool isYanked)
    {
        var user = access.RequireUser(context, registry);
        using var held = await store.LockAsync(registry, name, context.RequestAborted);
        var crate = await RequireOwnedAsync(registry, name, user, context.RequestAborted);
        var old = crate.Find(version) ?? throw CratesRefusal.NotFound($"crate `{crate.Name}` does not have a version `{version}`");
        var changed = crate.Versions.Replace(old, old with { Line = old.Line with { Yanked = isYanked } });
        await store.WriteAsync(registry, crate with { Versions = changed }, CancellationToken.None);
        await Answer.JsonAsync(context, StatusCodes.Status200OK, new Acknowledged(Ok: true), CratesJson.Wire.Acknowledged);
    }

    public async Task OwnersAsync(HttpContext context, string registry, string name)
    {
        var crate = await RequireAsync(registry, name, context.RequestAborted);
        var owners = crate.Owners.Select((login, index) => new OwnerView(index + 1, login, login));
        await Answer.JsonAsync(context, StatusCodes.Status200OK, new OwnerList([.. owners]), CratesJson.Wire.OwnerList);
    }

    /// <summary>Owners come without being asked whether they want to; on crates.io they accept an invitation first.</summary>
    public async Task ChangeOwnersAsync(HttpContext context, string registry, string name, bool isAdded)
    {
        var user = access.RequireUser(context, registry);
        var change = await ReadChangeAsync(context);
        using var held = await store.LockAsync(registry, name, context.RequestAborted);
        var crate = await RequireOwnedAsync(registry, name, user, context.RequestAborted);
        var owners = isAdded ? crate.Owners.Union(change.Users).ToImmutableArray() : [.. crate.Owners.Except(change.Users)];
        if (owners.IsEmpty)
            throw CratesRefusal.BadRequest("cannot remove all individual owners of a crate. Team member don't have permission to modify owners, so at least one individual owner is required.");
        await store.WriteAsync(registry, crate with { Owners = owners }, CancellationToken.None);
        var message = $"user {string.Join(", ", change.Users)} {(isAdded ? "is now an owner" : "is no longer an owner")} of crate {crate.Name}";
        await Answer.JsonAsync(context, StatusCodes.Status200OK, new Acknowledged(Ok: true, message), CratesJson.Wire.Acknowledged);
    }

    public async Task SearchAsync(HttpContext context, string registry)
    {
        var query = context.Request.Query["q"].ToString();
        var most = int.TryParse(context.Request.Query["per_page"], NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? Math.Min(asked, 100) : 10;
        var found = (await store.AllAsync(registry, context.RequestAborted))
            .Where(crate => crate.Name.Contains(query, StringComparison.OrdinalIgnoreCase) && !crate.Versions.IsEmpty)
            .ToArray();
        var page = found.Take(most).Select(crate => new FoundCrate(crate.Name, crate.Versions[^1].Line.Vers, crate.Versions[^1].Description));
        await Answer.JsonAsync(context, StatusCodes.Status200OK, new SearchAnswer([.. page], new SearchMeta(found.Length)), CratesJson.Wire.SearchAnswer);
    }

    private static async Task<OwnerChange> ReadChangeAsync(HttpContext context)
    {
        try
        {
            await using var limited = new Platform.Archives.LimitedReadStream(context.Request.Body, OwnersBodyLimit);
            return await JsonSerializer.DeserializeAsync(limited, CratesJson.Wire.OwnerChange, context.RequestAborted) ?? throw new JsonException("it is null");
        }
        catch (Exception exception) when (exception is JsonException or InvalidDataException)
        {
            throw CratesRefusal.BadRequest($"invalid json request: {exception.Message}");
        }
    }

    private async Task<CrateRecord> RequireOwnedAsync(string registry, string name, string user, CancellationToken cancellationToken)
    {
        var crate = await RequireAsync(registry, name, cancellationToken);
        return crate.Owners.Contains(user) ? crate : throw CratesRefusal.Forbidden("only owners have permission to modify owners and to yank or unyank");
    }

    private async Task<CrateRecord> RequireAsync(string registry, string name, CancellationToken cancellationToken) =>
        await store.FindAsync(registry, name, cancellationToken) ?? throw CratesRefusal.NotFound($"crate `{name}` does not exist");
}
