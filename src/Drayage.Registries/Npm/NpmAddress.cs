namespace Drayage.Registries.Npm;

/// <summary>
/// The addresses of a registry. A scoped name is one segment with its slash escaped, as clients write it, or two segments, as
/// tarballs are addressed.
/// </summary>
internal abstract record NpmAddress
{
    private NpmAddress()
    {
    }

    public sealed record Ping : NpmAddress;

    public sealed record WhoAmI : NpmAddress;

    public sealed record Login(string User) : NpmAddress;

    public sealed record Advisories : NpmAddress;

    public sealed record Exchange(string Package) : NpmAddress;

    public sealed record Attestations(string Package, string Number) : NpmAddress;

    public sealed record DistTags(string Package) : NpmAddress;

    public sealed record DistTag(string Package, string Tag) : NpmAddress;

    public sealed record Collaborators(string Package) : NpmAddress;

    /// <param name="Revision">The revision that an update is based on; null where the address names none.</param>
    public sealed record Whole(string Package, string? Revision) : NpmAddress;

    public sealed record Version(string Package, string VersionOrTag) : NpmAddress;

    public sealed record Tarball(string Package, string File, string? Revision) : NpmAddress;

    /// <param name="path">What follows the registry's own address, escaped as it was sent.</param>
    /// <returns>Null for no such address.</returns>
    public static NpmAddress? Parse(string path)
    {
        var segments = path.Split('/').Select(Uri.UnescapeDataString).ToArray();
        return Merge(segments) switch
        {
            ["-", "ping"] => new Ping(),
            ["-", "whoami"] => new WhoAmI(),
            ["-", "user", var user] when user.StartsWith(UserPrefix, StringComparison.Ordinal) => new Login(user[UserPrefix.Length..]),
            ["-", "npm", "v1", "security", ..] => new Advisories(),
            ["-", "npm", "v1", "oidc", "token", "exchange", "package", var package] => new Exchange(package),
            ["-", "npm", "v1", "attestations", var release] when release.LastIndexOf('@') is var at and > 0 => new Attestations(release[..at], release[(at + 1)..]),
            ["-", "package", var package, "dist-tags"] => new DistTags(package),
            ["-", "package", var package, "dist-tags", var tag] => new DistTag(package, tag),
            ["-", "package", var package, "collaborators"] => new Collaborators(package),
            ["-", ..] => null,
            [var package] => new Whole(package, Revision: null),
            [var package, "-rev", var revision] => new Whole(package, revision),
            [var package, "-", var file] => new Tarball(package, file, Revision: null),
            [var package, "-", var file, "-rev", var revision] => new Tarball(package, file, revision),
            [var package, var version] => new Version(package, version),
            _ => null,
        };
    }

    private const string UserPrefix = "org.couchdb.user:";

    // `@scope`, `name` → `@scope/name`
    private static string[] Merge(string[] segments)
    {
        var at = Array.FindIndex(segments, segment => segment.StartsWith('@') && !segment.Contains('/'));
        return at >= 0 && at + 1 < segments.Length
            ? [.. segments[..at], $"{segments[at]}/{segments[at + 1]}", .. segments[(at + 2)..]]
            : segments;
    }
}
