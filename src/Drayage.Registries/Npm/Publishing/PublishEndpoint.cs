using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Drayage.Model;
using Drayage.Registries.Hosting;
using Drayage.Registries.Npm.Access;
using Drayage.Registries.Npm.Packages;
using Drayage.Registries.Storage;
using Microsoft.AspNetCore.Http;

namespace Drayage.Registries.Npm.Publishing;

/// <summary>PUT of a package: publishes a version, deprecates versions, or takes some away.</summary>
internal sealed class PublishEndpoint(PackageStore store, BlobStore blobs, NpmOptions options, TimeProvider clock)
{
    // base64, and room for the documents beside the tarball.
    private long LargestBody => (options.LargestPackage * 4 / 3) + (32L * 1024 * 1024);

    public async Task PutAsync(HttpContext context, string registry, NpmAddress.Whole address, NpmUser user)
    {
        var request = PublishRequest.Parse(await ReadAsync(context.Request, context.RequestAborted), options.LargestPackage);
        if (request.Name != address.Package)
            throw NpmRefusal.BadRequest($"the document is of {request.Name}, and the address of {address.Package}");
        // What arrived in whole is kept, whether or not the client is still there to hear of it.
        if (request.Tarball is var (attachment, file))
            await PublishAsync(registry, request, attachment, file, user, CancellationToken.None);
        else
            await UpdateAsync(registry, request, address.Revision ?? request.Revision, mayRemove: address.Revision is not null, user, CancellationToken.None);
        await Answer.JsonAsync(context, StatusCodes.Status200OK, new JsonObject { ["ok"] = true, ["id"] = request.Name }, NpmJson.Wire.JsonObject);
    }

    private async Task PublishAsync(string registry, PublishRequest request, string attachment, PublishedFile file, NpmUser user, CancellationToken cancellationToken)
    {
        var version = PublishRules.CheckDocument(request, file, attachment);
        await file.CheckAsync(request.Name, version, cancellationToken);
        var predicate = request.Provenance is { } bundle ? PublishRules.CheckProvenance(bundle.Text, request.Name, version, file) : null;
        using var held = await store.LockAsync(registry, request.Name, cancellationToken);
        var package = await store.FindAsync(registry, request.Name, cancellationToken);
        PublishRules.CheckWriter(user, package, request.Name);
        PublishRules.CheckFree(package, version, clock.GetUtcNow());
        var tarball = Digest.OfSha256(file.Content);
        using var pin = blobs.Pin(tarball);
        await blobs.PutAsync(tarball, file.Content, cancellationToken);
        var provenance = request.Provenance is { } sent ? Encoding.UTF8.GetBytes(sent.Text) : null;
        using var second = provenance is null ? null : blobs.Pin(Digest.OfSha256(provenance));
        if (provenance is not null)
            await blobs.PutAsync(Digest.OfSha256(provenance), provenance, cancellationToken);
        var record = new VersionRecord
        {
            Manifest = WithoutDist(request.Versions[version]),
            File = $"{request.Name[(request.Name.IndexOf('/', StringComparison.Ordinal) + 1)..]}-{version}.tgz",
            Sha256 = tarball.Hex,
            Sha1 = file.Sha1,
            Integrity = file.Integrity,
            Provenance = provenance is null ? null : Digest.OfSha256(provenance).Hex,
            PredicateType = predicate,
            Published = clock.GetUtcNow(),
        };
        await store.SaveAsync(registry, package, With(package ?? NewPackage(request, user), version, record, request), cancellationToken);
    }

    private PackageRecord NewPackage(PublishRequest request, NpmUser user) => new()
    {
        Name = request.Name,
        Owners = [user.Name],
        // As the original has it: scoped packages are restricted unless they say otherwise. A rehearsal's clients ask as strangers.
        IsRestricted = request.Access == "restricted",
        Revision = 0,
        Created = clock.GetUtcNow(),
        Modified = clock.GetUtcNow(),
    };

    private static PackageRecord With(PackageRecord package, string version, VersionRecord record, PublishRequest request)
    {
        var tags = package.DistTags.SetItems(request.DistTags);
        return package with
        {
            // There is no package without a latest version.
            DistTags = tags.ContainsKey(DistTagEndpoints.Latest) ? tags : tags.Add(DistTagEndpoints.Latest, version),
            Versions = package.Versions.Add(version, record),
            IsRestricted = request.Access is { } access ? access == "restricted" : package.IsRestricted,
            UnpublishedAt = null,
        };
    }

    /// <summary>Deprecations, and versions that the document lists no longer.</summary>
    private async Task UpdateAsync(string registry, PublishRequest request, string? revision, bool mayRemove, NpmUser user, CancellationToken cancellationToken)
    {
        using var held = await store.LockAsync(registry, request.Name, cancellationToken);
        var package = await store.FindAsync(registry, request.Name, cancellationToken) ?? throw NpmRefusal.NotFound(request.Name);
        PublishRules.CheckWriter(user, package, request.Name);
        if (user.OnlyPackage is not null)
            throw NpmRefusal.Forbidden("the token may publish, and nothing else");
        RequireRevision(package, revision);
        if (request.Versions.Keys.FirstOrDefault(version => !package.Versions.ContainsKey(version)) is { } unknown)
            throw NpmRefusal.BadRequest($"version {unknown} has no attachment");
        var gone = mayRemove ? package.Versions.Keys.Except(request.Versions.Keys).ToImmutableArray() : [];
        var updated = package with
        {
            Versions = package.Versions.SetItems(request.Versions.Select(version => KeyValuePair.Create(version.Key, package.Versions[version.Key] with { Deprecated = DeprecationOf(version.Value) }))),
        };
        await store.SaveAsync(registry, package, Removals.Without(updated, gone, clock.GetUtcNow()), cancellationToken);
    }

    /// <exception cref="NpmRefusal">409: the document is based on another state.</exception>
    public static void RequireRevision(PackageRecord package, string? revision)
    {
        if (revision is not null && revision != PackumentView.RevisionOf(package))
            throw new NpmRefusal(StatusCodes.Status409Conflict, "Document update conflict: the package was changed meanwhile.");
    }

    private static string? DeprecationOf(JsonElement version) =>
        version.TryGetProperty("deprecated", out var reason) && reason.ValueKind == JsonValueKind.String && reason.GetString() is { Length: > 0 } text ? text : null;

    private static JsonElement WithoutDist(JsonElement manifest)
    {
        var kept = JsonObject.Create(manifest)!.DeepClone().AsObject();
        kept.Remove("dist");
        kept.Remove("deprecated");
        return JsonSerializer.SerializeToElement(kept, NpmJson.Wire.JsonObject);
    }

    private async Task<byte[]> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentLength > LargestBody)
            throw PublishRequest.TooLarge(options.LargestPackage);
        using var body = new MemoryStream(capacity: (int)(request.ContentLength ?? 0));
        var buffer = new byte[128 * 1024];
        int read;
        while ((read = await request.Body.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (body.Length + read > LargestBody)
                throw PublishRequest.TooLarge(options.LargestPackage);
            body.Write(buffer, 0, read);
        }

        return body.ToArray();
    }
}
