using System.Collections.Immutable;
using Microsoft.AspNetCore.Http;

namespace Drayage.Registries.Faults.Routing;

/// <summary>Names requests as release tools think of them, from method, path and query alone: faults strike before any protocol looks.</summary>
public static class Operations
{
    private const string Get = "GET";

    /// <summary>Every protocol that the embedded registries speak. What a seed of <see cref="Presets.StormPreset"/> gives depends on their order.</summary>
    public static ImmutableArray<RegistryProtocol> Protocols { get; } =
    [
        new("oci", 30, ["ping", "token", "blob-probe", "blob-get", "blob-upload", "blob-delete", "upload-status", "manifest-probe", "manifest-get", "manifest-put", "manifest-delete", "tag-put", "list"]),
        new("github", 16, ["repository-get", "repository-edit", "release-get", "release-create", "release-publish", "release-delete", "asset-get", "asset-upload", "asset-edit", "asset-delete", "ref-get", "ref-put", "ref-delete", "dispatch", "issue-get", "issue-write", "graphql"]),
        new("python", 6, ["index-get", "file-get", "file-upload", "token"]),
        new("npm", 8, ["package-get", "tarball-get", "publish", "tag-get", "tag-put", "tag-delete", "unpublish", "account"]),
        new("crates", 6, ["config-get", "index-get", "crate-get", "crate-publish", "crate-yank", "owners-edit", "token", "crates-get"]),
        new("nuget", 6, ["index-get", "versions-get", "metadata-get", "package-get", "package-push", "package-unlist", "package-relist", "symbols-get", "symbols-push", "token"]),
        new("hooks", 3, ["message-get", "message-post"]),
    ];

    /// <summary>Protocol → the names of its operations.</summary>
    public static ImmutableSortedDictionary<string, ImmutableArray<string>> Names { get; } =
        Protocols.ToImmutableSortedDictionary(protocol => protocol.Name, protocol => protocol.Operations, StringComparer.Ordinal);

    /// <returns>Null for an address of no protocol.</returns>
    public static RegistryOperation? Of(HttpRequest request)
    {
        var path = request.Path.Value!;
        var segments = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var method = request.Method.ToUpperInvariant();
        return segments switch
        {
            ["token"] => new RegistryOperation("oci", "token", PlaceOfScope(request.Query["scope"].ToString())),
            ["v2", .. var rest] => Oci(method, rest, isDigest: segments[^1].Contains(':', StringComparison.Ordinal)),
            ["_", "oidc", ..] => new RegistryOperation("python", "token", ""),
            ["python", var index, .. var rest] => new RegistryOperation("python", Python(rest), index),
            ["npm", var registry, .. var rest] => new RegistryOperation("npm", Npm(method, rest), registry),
            ["crates", var registry, .. var rest] => new RegistryOperation("crates", Crates(method, rest), registry),
            ["nuget", var feed, .. var rest] => new RegistryOperation("nuget", NuGet(method, rest), feed),
            ["hooks", var shape, var hook, ..] => new RegistryOperation("hooks", method is Get or "HEAD" ? "message-get" : "message-post", $"{shape}/{hook}"),
            ["api", "graphql"] => new RegistryOperation("github", "graphql", ""),
            ["api", "uploads", "repos", var owner, var name, ..] => new RegistryOperation("github", "asset-upload", $"{owner}/{name}"),
            ["api", "v3", "repos", var owner, var name, .. var rest] => new RegistryOperation("github", GitHub(method, rest), $"{owner}/{name}"),
            ["api", "v3", ..] => new RegistryOperation("github", "repository-get", ""),
            [var owner, var name, "releases", "download" or "latest", ..] => new RegistryOperation("github", "asset-get", $"{owner}/{name}"),
            _ => null,
        };
    }

    private static RegistryOperation Oci(string method, string[] rest, bool isDigest)
    {
        // A repository may have components of any name; the last keyword is the one that counts.
        var keyword = Array.FindLastIndex(rest, segment => segment is "blobs" or "manifests" or "tags" or "referrers");
        var name = keyword < 0 ? rest is [] ? "ping" : "list" : (rest[keyword], method) switch
        {
            ("blobs", "HEAD") => "blob-probe",
            ("blobs", Get) => rest[(keyword + 1)..] is ["uploads", _] ? "upload-status" : "blob-get",
            ("blobs", "DELETE") => "blob-delete",
            ("blobs", _) => "blob-upload",
            ("manifests", "HEAD") => "manifest-probe",
            ("manifests", Get) => "manifest-get",
            ("manifests", "DELETE") => "manifest-delete",
            ("manifests", _) => isDigest ? "manifest-put" : "tag-put",
            _ => "list",
        };
        return new RegistryOperation("oci", name, string.Join('/', rest[..Math.Max(keyword, 0)]));
    }

    private static string Python(string[] rest) => rest switch
    {
        ["legacy"] => "file-upload",
        ["files", ..] => "file-get",
        _ => "index-get",
    };

    // A scoped name is one segment whose slash is escaped, or two.
    private static string Npm(string method, string[] rest) => (rest, method) switch
    {
        (["-", "package", .., "dist-tags"], _) or (["-", "package", .., "dist-tags", _], Get or "HEAD") => "tag-get",
        (["-", "package", .., "dist-tags", _], "DELETE") => "tag-delete",
        (["-", "package", .., "dist-tags", _], _) => "tag-put",
        (["-", ..], _) => "account",
        (_, "DELETE") or ([.., "-rev", _], _) => "unpublish",
        ([_, "-", ..] or [_, _, "-", ..], Get or "HEAD") => "tarball-get",
        (_, Get or "HEAD") => "package-get",
        _ => "publish",
    };

    private static string Crates(string method, string[] rest) => (rest, method) switch
    {
        (["index", "config.json"], _) => "config-get",
        (["index", ..], _) => "index-get",
        (["dl", ..] or [.., "download"], _) => "crate-get",
        (["api", _, "trusted_publishing", ..], _) => "token",
        ([.., "yank" or "unyank"], _) => "crate-yank",
        (_, Get or "HEAD") => "crates-get",
        ([.., "owners"], _) => "owners-edit",
        _ => "crate-publish",
    };

    private static string NuGet(string method, string[] rest) => (rest, method) switch
    {
        (["v3", "flatcontainer", _, "index.json"], _) => "versions-get",
        (["v3", "flatcontainer", ..], _) => "package-get",
        (["v3", "index.json"], _) => "index-get",
        (["v3", ..], _) => "metadata-get",
        (["api", "v2", "token"], _) => "token",
        (["api", "v2", "symbolpackage", ..], Get or "HEAD") => "symbols-get",
        (["api", "v2", "symbolpackage", ..], _) => "symbols-push",
        (_, "DELETE") => "package-unlist",
        (_, "POST") => "package-relist",
        _ => "package-push",
    };

    private static string GitHub(string method, string[] rest) => (rest, method) switch
    {
        (["releases", "assets", _], Get or "HEAD") => "asset-get",
        (["releases", "assets", _], "DELETE") => "asset-delete",
        (["releases", "assets", _], _) => "asset-edit",
        (["releases", ..], Get or "HEAD") => "release-get",
        (["releases"], _) => "release-create",
        (["releases", _], "DELETE") => "release-delete",
        (["releases", _], "PATCH") => "release-publish",
        (["git", ..], Get or "HEAD") => "ref-get",
        (["git", ..], "DELETE") => "ref-delete",
        (["git", ..], _) => "ref-put",
        ([.., "dispatches"], _) => "dispatch",
        (["issues", ..], Get or "HEAD") => "issue-get",
        (["issues", ..], _) => "issue-write",
        (_, Get or "HEAD") => "repository-get",
        _ => "repository-edit",
    };

    // repository:ghcr.io/owner/app:pull,push
    private static string PlaceOfScope(string scope)
    {
        var place = scope.Split(':') is ["repository", .. var named, _] ? string.Join(':', named) : "";
        return place;
    }
}
