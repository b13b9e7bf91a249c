using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Drayage.Registries.Npm.Packages;

/// <summary>
/// A package as clients read it: in full, or abbreviated for installing (npm registry API, "Package Metadata"). Addresses begin where the
/// client reached this server.
/// </summary>
/// <param name="address">The registry's own, with its slash at the end.</param>
internal sealed class PackumentView(PackageRecord package, string address)
{
    public const string Abbreviated = "application/vnd.npm.install-v1+json";

    // What the abbreviated form keeps of a manifest.
    private static readonly ImmutableArray<string> InstallMembers =
    [
        "name", "version", "dependencies", "optionalDependencies", "devDependencies", "bundleDependencies", "bundledDependencies", "peerDependencies",
        "peerDependenciesMeta", "acceptDependencies", "bin", "directories", "engines", "cpu", "os", "libc", "funding", "_hasShrinkwrap",
    ];

    private static readonly ImmutableArray<string> InstallScripts = ["preinstall", "install", "postinstall"];

    public JsonObject Full()
    {
        var latest = package.DistTags.TryGetValue("latest", out var version) ? package.Versions.GetValueOrDefault(version) : null;
        var newest = latest is null ? null : Full(latest);
        return new JsonObject
        {
            ["_id"] = package.Name,
            ["_rev"] = RevisionOf(package),
            ["name"] = package.Name,
            ["description"] = newest?["description"]?.DeepClone(),
            ["dist-tags"] = Tags(),
            ["versions"] = Versions(Full),
            ["time"] = Times(),
            ["maintainers"] = new JsonArray([.. package.Owners.Select(owner => new JsonObject { ["name"] = owner, ["email"] = $"{owner}@localhost" })]),
            ["readme"] = newest?["readme"]?.DeepClone(),
            ["license"] = newest?["license"]?.DeepClone(),
        };
    }

    public JsonObject ForInstalling() => new()
    {
        ["name"] = package.Name,
        ["modified"] = Text(package.Modified),
        ["dist-tags"] = Tags(),
        ["versions"] = Versions(ForInstalling),
    };

    /// <summary>One version in full.</summary>
    public JsonObject Full(VersionRecord version)
    {
        var manifest = JsonObject.Create(version.Manifest)!.DeepClone().AsObject();
        manifest["dist"] = Dist(manifest, version);
        if (version.Deprecated is { } reason)
            manifest["deprecated"] = reason;
        return manifest;
    }

    public static string RevisionOf(PackageRecord package) => string.Create(
        CultureInfo.InvariantCulture, $"{package.Revision}-{package.Modified.UtcTicks:x16}");

    private JsonObject ForInstalling(VersionRecord version)
    {
        var full = Full(version);
        var manifest = new JsonObject();
        foreach (var member in InstallMembers.Where(member => full[member] is not null))
            manifest[member] = full[member]!.DeepClone();
        if (version.Deprecated is { } reason)
            manifest["deprecated"] = reason;
        if (full["scripts"] is JsonObject scripts && InstallScripts.Any(scripts.ContainsKey))
            manifest["hasInstallScript"] = true;
        manifest["dist"] = full["dist"]!.DeepClone();
        return manifest;
    }

    private JsonObject Dist(JsonObject manifest, VersionRecord version)
    {
        var number = manifest["version"]!.GetValue<string>();
        var dist = new JsonObject
        {
            ["integrity"] = version.Integrity,
            ["shasum"] = version.Sha1,
            ["tarball"] = $"{address}{package.Name}/-/{version.File}",
        };
        if (version.Provenance is not null)
        {
            dist["attestations"] = new JsonObject
            {
                ["url"] = $"{address}-/npm/v1/attestations/{package.Name.Replace("/", "%2f", StringComparison.Ordinal)}@{number}",
                ["provenance"] = new JsonObject { ["predicateType"] = version.PredicateType },
            };
        }

        return dist;
    }

    private JsonObject Tags() => new(package.DistTags.Select(tag => KeyValuePair.Create(tag.Key, (JsonNode?)tag.Value)));

    private JsonObject Versions(Func<VersionRecord, JsonObject> view) => new(package.Versions.OrderBy(version => version.Value.Published)
        .Select(version => KeyValuePair.Create(version.Key, (JsonNode?)view(version.Value))));

    private JsonObject Times()
    {
        var times = new JsonObject { ["created"] = Text(package.Created), ["modified"] = Text(package.Modified) };
        foreach (var (version, at) in package.Versions.Select(v => (v.Key, v.Value.Published)).Concat(package.Unpublished.Select(v => (v.Key, v.Value))).OrderBy(v => v.Item2))
            times[version] = Text(at);
        if (package.UnpublishedAt is { } end)
            times["unpublished"] = new JsonObject { ["name"] = package.Name, ["time"] = Text(end), ["versions"] = new JsonArray([.. package.Unpublished.Keys.Select(version => (JsonNode?)version)]) };
        return times;
    }

    private static string Text(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
