using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Drayage.Model;
using Drayage.Registries.Hosting;
using Drayage.Registries.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Drayage.Registries.Npm.Packages;

/// <summary>What installers ask for: packuments, single versions, tarballs and attestations.</summary>
internal sealed class ReadEndpoints(BlobStore blobs)
{
    public static async Task GetAsync(HttpContext context, PackageRecord package, string address)
    {
        var view = new PackumentView(package, address);
        if (package.Versions.IsEmpty && !context.Request.Query.ContainsKey("write") && package.UnpublishedAt is null)
            throw NpmRefusal.NotFound(package.Name);
        var isShort = WantsAbbreviated(context.Request);
        var body = JsonSerializer.SerializeToUtf8Bytes(isShort ? view.ForInstalling() : view.Full(), NpmJson.Wire.JsonObject);
        var tag = $"\"{Digest.OfSha256(body).Hex}\"";
        context.Response.Headers.ETag = tag;
        context.Response.Headers.Vary = "Accept";
        if (context.Request.Headers.IfNoneMatch.ToString().Split(',', StringSplitOptions.TrimEntries).Any(known => known.TrimStart('W', '/') == tag))
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        await Answer.BytesAsync(context, StatusCodes.Status200OK, body, isShort ? PackumentView.Abbreviated : "application/json; charset=utf-8");
    }

    public static Task GetAsync(HttpContext context, PackageRecord package, NpmAddress.Version asked, string address)
    {
        var number = package.DistTags.GetValueOrDefault(asked.VersionOrTag, asked.VersionOrTag);
        var version = package.Versions.GetValueOrDefault(number) ?? throw NpmRefusal.NotFound($"{asked.Package}@{asked.VersionOrTag}");
        return Answer.JsonAsync(context, StatusCodes.Status200OK, new PackumentView(package, address).Full(version), NpmJson.Wire.JsonObject);
    }

    public Task GetAsync(HttpContext context, PackageRecord package, NpmAddress.Tarball asked)
    {
        var version = package.Versions.Values.FirstOrDefault(version => version.File == asked.File) ?? throw NpmRefusal.NotFound(asked.File);
        var digest = Digest.Parse($"{Digest.Sha256}:{version.Sha256}");
        return Answer.FileAsync(context, blobs.PathOf(digest), digest, "application/octet-stream");
    }

    public async Task GetAsync(HttpContext context, PackageRecord package, NpmAddress.Attestations asked)
    {
        if (package.Versions.GetValueOrDefault(asked.Number) is not { Provenance: { } provenance } version)
            throw NpmRefusal.NotFound($"attestations of {asked.Package}@{asked.Number}");
        var bundle = await File.ReadAllTextAsync(blobs.PathOf(Digest.Parse($"{Digest.Sha256}:{provenance}")), Encoding.UTF8, context.RequestAborted);
        var answer = new JsonObject
        {
            ["attestations"] = new JsonArray(new JsonObject { ["predicateType"] = version.PredicateType, ["bundle"] = JsonNode.Parse(bundle) }),
        };
        await Answer.JsonAsync(context, StatusCodes.Status200OK, answer, NpmJson.Wire.JsonObject);
    }

    private static bool WantsAbbreviated(HttpRequest request) =>
        MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var accepted)
        && accepted.OrderByDescending(type => type.Quality ?? 1).FirstOrDefault()?.MediaType.Equals(PackumentView.Abbreviated, StringComparison.OrdinalIgnoreCase) == true;
}
