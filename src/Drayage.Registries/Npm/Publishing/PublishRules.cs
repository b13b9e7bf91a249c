using System.Text.Json;
using Drayage.Registries.Npm.Access;
using Drayage.Registries.Npm.Packages;
using Microsoft.AspNetCore.Http;

namespace Drayage.Registries.Npm.Publishing;

/// <summary>What a registry refuses to publish.</summary>
internal static class PublishRules
{
    private static readonly TimeSpan Quarantine = TimeSpan.FromHours(24);

    /// <summary>What the document must say, whatever is there already.</summary>
    /// <returns>The version that is published.</returns>
    /// <exception cref="NpmRefusal">400.</exception>
    public static string CheckDocument(PublishRequest request, PublishedFile file, string attachment)
    {
        Demand(PackageNames.IsName(request.Name), $"Invalid package name: {request.Name}");
        if (request.Versions.ToArray() is not [var (version, manifest)])
            throw NpmRefusal.BadRequest("a publishing has one version");
        Demand(PackageNames.IsVersion(version), $"Invalid version: {version}");
        Demand(Text(manifest, "name") == request.Name && Text(manifest, "version") == version, "name and version of the manifest are not those that are published");
        Demand(attachment == $"{request.Name}-{version}.tgz", $"the attachment is called {attachment}, expected {request.Name}-{version}.tgz");
        Demand(request.DistTags.Count > 0, "a publishing sets a dist-tag");
        foreach (var (tag, target) in request.DistTags)
        {
            CheckTag(tag);
            Demand(target == version, $"dist-tag {tag} names {target}, which is not what is published");
        }

        Demand(request.Access is null or "public" or "restricted", $"Invalid access: {request.Access}");
        Demand(request.Access != "restricted" || request.Name.StartsWith('@'), "Can't restrict access to unscoped packages.");
        CheckHashes(manifest, file);
        return version;
    }

    /// <exception cref="NpmRefusal">400.</exception>
    public static void CheckTag(string tag) => Demand(PackageNames.IsDistTag(tag), $"Tag name must not be a valid SemVer range: {tag}");

    /// <exception cref="NpmRefusal">403.</exception>
    public static void CheckWriter(NpmUser user, PackageRecord? package, string name)
    {
        if (user.OnlyPackage is { } only && only != name)
            throw NpmRefusal.Forbidden($"the token may publish {only} alone");
        if (package is { Owners.Length: > 0 } && !user.Owns(package))
            throw NpmRefusal.Forbidden($"You do not have permission to publish \"{name}\". Are you logged in as the correct user?");
    }

    /// <exception cref="NpmRefusal">403: the version is used up.</exception>
    public static void CheckFree(PackageRecord? package, string version, DateTimeOffset now)
    {
        if (package is null)
            return;
        if (package.Versions.ContainsKey(version))
            throw NpmRefusal.Forbidden($"You cannot publish over the previously published versions: {version}.");
        if (package.Unpublished.ContainsKey(version))
            throw NpmRefusal.Forbidden($"Cannot publish {package.Name}@{version}: it was unpublished, and no version can be used twice.");
        if (package.UnpublishedAt + Quarantine > now)
            throw NpmRefusal.Forbidden($"{package.Name} cannot be republished until 24 hours have passed.");
    }

    /// <summary>The bundle must be about this package alone. Who signed it is not looked at: there is no Sigstore here.</summary>
    /// <returns>The type of its predicate.</returns>
    /// <exception cref="NpmRefusal">422.</exception>
    public static string CheckProvenance(string text, string name, string version, PublishedFile file)
    {
        try
        {
            using var bundle = JsonDocument.Parse(text);
            using var statement = JsonDocument.Parse(bundle.RootElement.GetProperty("dsseEnvelope").GetProperty("payload").GetBytesFromBase64());
            var subject = statement.RootElement.GetProperty("subject").EnumerateArray().Single();
            var purl = $"pkg:npm/{name.Replace("@", "%40", StringComparison.Ordinal)}@{version}";
            if (Text(subject, "name") != purl || Text(subject.GetProperty("digest"), "sha512") != file.Sha512)
                throw Unprovable($"its subject is {Text(subject, "name")}, expected {purl} with the tarball's SHA-512");
            return Text(statement.RootElement, "predicateType") ?? throw Unprovable("it has no predicate type");
        }
        catch (Exception malformed) when (malformed is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw Unprovable(malformed.Message);
        }
    }

    private static void CheckHashes(JsonElement manifest, PublishedFile file)
    {
        Demand(manifest.TryGetProperty("dist", out var dist), "the manifest has no dist");
        Demand(Text(dist, "shasum") is not { } shasum || shasum == file.Sha1, "the shasum is not the tarball's");
        Demand(Text(dist, "integrity")?.Split(' ').Contains(file.Integrity) != false, "the integrity is not the tarball's");
    }

    private static NpmRefusal Unprovable(string because) =>
        new(StatusCodes.Status422UnprocessableEntity, $"Error verifying sigstore provenance bundle: {because}");

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static void Demand(bool holds, string message)
    {
        if (!holds)
            throw NpmRefusal.BadRequest(message);
    }
}
