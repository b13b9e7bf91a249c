using Drayage.Model;
using Drayage.Model.Versions;
using Drayage.Registries.Hosting;
using Drayage.Registries.NuGet.Packages;
using Drayage.Registries.NuGet.Wire;
using Drayage.Registries.Storage;
using Microsoft.AspNetCore.Http;

namespace Drayage.Registries.NuGet.Endpoints;

/// <summary>Downloads: the versions of a package, packages, their manifests, and symbol packages.</summary>
internal sealed class ContentEndpoints(ServedVersions versions, BlobStore blobs)
{
    public async Task VersionsAsync(HttpContext context, string feed, string id)
    {
        var served = await versions.OfAsync(feed, id, context.RequestAborted);
        if (served.IsEmpty)
            throw NuGetRefusal.NotFound(id);
        var list = new VersionList([.. served.Select(version => NuGetVersionText.Parse(version.Manifest.Version).Normalized.ToLowerInvariant())]);
        await Answer.JsonAsync(context, StatusCodes.Status200OK, list, NuGetJson.Wire.VersionList);
    }

    /// <summary><c>ID/VERSION/ID.VERSION.nupkg</c> and <c>ID/VERSION/ID.nuspec</c>, all in lower case.</summary>
    public async Task FileAsync(HttpContext context, string feed, string id, string version, string file)
    {
        var record = await versions.FindAsync(feed, id, version, context.RequestAborted) ?? throw NuGetRefusal.NotFound(file);
        var package = PackageIdentity.Of(record.Manifest.Id, record.Manifest.Version);
        if (file == $"{package.Id}.{package.Version}.nupkg")
            await SendAsync(context, record.Sha256);
        else if (file == $"{package.Id}.nuspec")
            await Answer.BytesAsync(context, StatusCodes.Status200OK, await PackageArchive.ManifestBytesAsync(blobs, DigestOf(record.Sha256), context.RequestAborted), "application/xml");
        else
            throw NuGetRefusal.NotFound(file);
    }

    public async Task SymbolsAsync(HttpContext context, string feed, string id, string version) =>
        await SendAsync(context, (await versions.FindSymbolsAsync(feed, id, version, context.RequestAborted) ?? throw NuGetRefusal.NotFound($"{id} {version}")).Sha256);

    private Task SendAsync(HttpContext context, string sha256) =>
        Answer.FileAsync(context, blobs.PathOf(DigestOf(sha256)), DigestOf(sha256), "application/octet-stream");

    private static Digest DigestOf(string sha256) => Digest.Parse($"{Digest.Sha256}:{sha256}");
}
