using Drayage.Model;

namespace Drayage.Registries.Oci;

/// <summary>
/// The addresses of the distribution specification below <c>/v2/</c>, parsed from the end, because a repository name
/// has any number of segments.
/// </summary>
internal abstract record OciAddress
{
    private OciAddress()
    {
    }

    public sealed record Root : OciAddress;

    public sealed record Catalog : OciAddress;

    public sealed record Tags(RepositoryName Repository) : OciAddress;

    public sealed record Manifest(RepositoryName Repository, ManifestReference Reference) : OciAddress;

    public sealed record Blob(RepositoryName Repository, Digest Digest) : OciAddress;

    public sealed record Uploads(RepositoryName Repository) : OciAddress;

    public sealed record Upload(RepositoryName Repository, string Id) : OciAddress;

    public sealed record Referrers(RepositoryName Repository, Digest Subject) : OciAddress;

    /// <param name="path">What follows <c>/v2/</c>, decoded.</param>
    /// <param name="reading">Whether something is asked for: what cannot exist is then missing (404), not malformed (400).</param>
    /// <exception cref="OciRefusal">No such address, or a name, tag or digest outside its grammar.</exception>
    public static OciAddress Parse(string path, bool reading)
    {
        var segments = path.Split('/');
        return segments switch
        {
            [""] => new Root(),
            ["_catalog"] => new Catalog(),
            [.. var name, "tags", "list"] => new Tags(Name(name)),
            [.. var name, "blobs", "uploads"] => new Uploads(Name(name)),
            [.. var name, "blobs", "uploads", ""] => new Uploads(Name(name)),
            [.. var name, "blobs", "uploads", var id] => new Upload(Name(name), id),
            [.. var name, "blobs", var digest] => new Blob(Name(name), ParseDigest(digest)),
            [.. var name, "manifests", var reference] => new Manifest(Name(name), ParseReference(reference, reading)),
            [.. var name, "referrers", var digest] => new Referrers(Name(name), ParseDigest(digest)),
            _ => throw OciRefusal.NoSuchAddress(path),
        };
    }

    public static Digest ParseDigest(string text) =>
        Digest.TryParse(text, out var digest) ? digest : throw OciRefusal.InvalidDigest(text);

    private static RepositoryName Name(string[] segments)
    {
        var text = string.Join('/', segments);
        return RepositoryName.TryParse(text, out var name) ? name! : throw OciRefusal.InvalidName(text);
    }

    private static ManifestReference ParseReference(string text, bool reading) => ManifestReference.Parse(text) ?? throw (
        text.Contains(':', StringComparison.Ordinal) ? OciRefusal.InvalidDigest(text)
        : reading ? OciRefusal.UnknownManifest(text)
        : OciRefusal.InvalidTag(text));
}
