namespace Drayage.Ecosystems.GitHub.Interface;

/// <summary>Where a repository and what is in it are reached in the interface.</summary>
internal sealed record RepositorySite
{
    private readonly Uri repository;
    private readonly Uri page;
    private readonly Uri api;

    /// <param name="api">Base address of the interface, with a slash at the end.</param>
    /// <param name="name"><c>owner/name</c></param>
    public RepositorySite(Uri api, string name)
    {
        repository = new Uri(api, $"repos/{name}/");
        page = new Uri(WebSiteOf(api), $"{name}/");
        this.api = api;
    }

    public Uri Repository => new(repository.AbsoluteUri.TrimEnd('/'));

    public Uri Releases => new(repository, "releases");

    public Uri ImmutableReleases => new(repository, "immutable-releases");

    public Uri Issues => new(repository, "issues");

    /// <summary>Where GraphQL is spoken: beside the versions of REST on a server of one's own.</summary>
    public Uri GraphQl => new(api, api.AbsolutePath.EndsWith("/v3/", StringComparison.Ordinal) ? "../graphql" : "graphql");

    /// <summary>Where references are made.</summary>
    public Uri References => new(repository, "git/refs");

    /// <summary>Where annotated tags are made.</summary>
    public Uri TagObjects => new(repository, "git/tags");

    /// <summary>The base address of the interface that a consignment's options name, or the rehearsal's.</summary>
    public static Uri ApiOf(Uri named, Uri? rehearsal) => rehearsal is null ? named : new Uri(rehearsal, "api/v3/");

    public Uri Issue(long number) => new(repository, $"issues/{number}");

    public Uri Comments(long issue) => new(repository, $"issues/{issue}/comments");

    public Uri ReleaseByTag(string tag) => new(repository, $"releases/tags/{Escape(tag)}");

    public Uri Release(long id) => new(repository, $"releases/{id}");

    public Uri Assets(long release) => new(repository, $"releases/{release}/assets");

    public Uri Asset(long id) => new(repository, $"releases/assets/{id}");

    /// <summary>Where a tag's reference is read.</summary>
    public Uri TagReference(string tag) => new(repository, $"git/ref/tags/{Escape(tag)}");

    /// <summary>Where a tag's reference is moved and deleted.</summary>
    public Uri MovingTagReference(string tag) => new(repository, $"git/refs/tags/{Escape(tag)}");

    public Uri TagObject(string sha) => new(repository, $"git/tags/{sha}");

    /// <summary>Where people fetch an asset of a published release.</summary>
    public Uri Download(string tag, string name) => new(page, $"releases/download/{Escape(tag)}/{Uri.EscapeDataString(name)}");

    /// <summary>Where people fetch a file of the repository as it is at a tag.</summary>
    /// <param name="path">Repository-relative.</param>
    public Uri Raw(string tag, string path) => new(page, $"raw/{Escape(tag)}/{Escape(path)}");

    /// <summary>Where workflows that wait for it are started.</summary>
    public Uri Dispatches => new(repository, "dispatches");

    /// <summary>Where one workflow is started.</summary>
    /// <param name="file">Name of its file.</param>
    public Uri WorkflowDispatches(string file) => new(repository, $"actions/workflows/{Uri.EscapeDataString(file)}/dispatches");

    /// <summary>Where a commit is compared with another.</summary>
    public Uri Comparison(string one, string with) => new(repository, $"compare/{one}...{with}");

    public Uri Commit(string sha) => new(repository, $"commits/{sha}");

    /// <summary>Where a file of a branch is read.</summary>
    public Uri Contents(string path, string branch) => new(repository, $"contents/{Escape(path)}?ref={Uri.EscapeDataString(branch)}");

    /// <summary>Where a file is written.</summary>
    public Uri Contents(string path) => new(repository, $"contents/{Escape(path)}");

    public Uri BranchReference(string branch) => new(repository, $"git/ref/heads/{Escape(branch)}");

    /// <summary>Where trees are made.</summary>
    public Uri Trees => new(repository, "git/trees");

    /// <summary>Where commits are made.</summary>
    public Uri Commits => new(repository, "git/commits");

    /// <summary>Where GitHub Pages serves the directory of a file; null of a server whose pages have another address.</summary>
    /// <param name="name"><c>owner/name</c></param>
    /// <param name="path">Of the file on the branch that is served.</param>
    public static Uri? PagesOf(Uri api, string name, string path)
    {
        if (api.Host != "api.github.com" || name.Split('/') is not [var owner, var repository])
            return null;
        var host = $"{owner.ToLowerInvariant()}.github.io";
        var root = new Uri(repository.Equals(host, StringComparison.OrdinalIgnoreCase) ? $"https://{host}/" : $"https://{host}/{repository}/");
        return new Uri(root, path[..(path.LastIndexOf('/') + 1)]);
    }

    /// <summary>An address with a slash at the end, so that others can be relative to it.</summary>
    public static Uri WithSlash(Uri uri) => uri.AbsolutePath.EndsWith('/') ? uri : new UriBuilder(uri) { Path = uri.AbsolutePath + "/" }.Uri;

    // Of GitHub Enterprise Server, interface and web site share a host.
    private static Uri WebSiteOf(Uri api) => api.Host == "api.github.com" ? new Uri("https://github.com/") : new Uri(api, "/");

    private static string Escape(string path) => string.Join('/', path.Split('/').Select(Uri.EscapeDataString));
}
