using Drayage.Model.Delivery;

namespace Drayage.Ecosystems.GitHub;

/// <summary>Where a consignment's release is reached in the interface.</summary>
internal sealed record ReleaseSite
{
    private readonly Uri repository;

    private ReleaseSite(Uri repository, ReleaseOptions options)
    {
        this.repository = repository;
        Options = options;
    }

    public ReleaseOptions Options { get; }

    public Uri Repository => new(repository.AbsoluteUri.TrimEnd('/'));

    public Uri Releases => new(repository, "releases");

    public Uri ReleaseByTag => new(repository, $"releases/tags/{Escape(Options.Tag)}");

    public Uri TagReference => new(repository, $"git/ref/tags/{Escape(Options.Tag)}");

    public Uri ImmutableReleases => new(repository, "immutable-releases");

    public static ReleaseSite Of(Consignment consignment, Uri? rehearsal)
    {
        var options = ReleaseOptions.Of(consignment.Options);
        var api = rehearsal is null ? options.Api : new Uri(rehearsal, "api/v3/");
        return new ReleaseSite(new Uri(api, $"repos/{consignment.Address}/"), options);
    }

    public Uri Release(long id) => new(repository, $"releases/{id}");

    public Uri Assets(long release) => new(repository, $"releases/{release}/assets");

    public Uri Asset(long id) => new(repository, $"releases/assets/{id}");

    public Uri TagObject(string sha) => new(repository, $"git/tags/{sha}");

    /// <summary>Where an asset is uploaded to, on the host that the release names.</summary>
    public static Uri Upload(ReleaseDocument release, string name)
    {
        var template = release.UploadUrl.IndexOf('{', StringComparison.Ordinal);
        var address = template < 0 ? release.UploadUrl : release.UploadUrl[..template];
        var escaped = Uri.EscapeDataString(name);
        // GitHub renames what it does not keep in names; the label keeps it, and finds the asset again.
        var label = name.AsSpan().ContainsAny('~', '!') ? $"&label={escaped}" : "";
        return new Uri($"{address}?name={escaped}{label}");
    }

    private static string Escape(string path) => string.Join('/', path.Split('/').Select(Uri.EscapeDataString));
}
