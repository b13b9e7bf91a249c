using System.Collections.Immutable;
using System.Globalization;
using Drayage.Registries.GitHub.Rules;
using Drayage.Registries.GitHub.State;
using Drayage.Registries.GitHub.Wire;

namespace Drayage.Registries.GitHub.GraphQl;

/// <summary>A repository and its releases as objects of the graph.</summary>
/// <param name="views">Addresses and ids.</param>
/// <param name="trusted">Whether the caller may push, and so sees drafts.</param>
internal sealed class Graph(Views views, bool trusted)
{
    private const int UsualPage = 30;

    public static GraphObject User(string login) => GraphObject.Of(
        "User",
        ("id", _ => Views.NodeId("User", login)),
        ("name", _ => login),
        ("login", _ => login));

    public GraphObject Repository(RepositoryState state) => GraphObject.Of(
        "Repository",
        ("id", _ => Views.NodeId("Repository", state.Owner, state.Name)),
        ("databaseId", _ => state.Id),
        ("name", _ => state.Name),
        ("nameWithOwner", _ => $"{state.Owner}/{state.Name}"),
        ("owner", _ => User(state.Owner)),
        ("description", _ => null),
        ("url", _ => views.RepositoryUrl(state)),
        ("isPrivate", _ => false),
        ("isFork", _ => false),
        ("hasIssuesEnabled", _ => true),
        ("hasDiscussionsEnabled", _ => true),
        ("issue", arguments => new Conversations(views, state).IssueOrPullRequest(arguments.Number("number") ?? 0)),
        ("issueOrPullRequest", arguments => new Conversations(views, state).IssueOrPullRequest(arguments.Number("number") ?? 0)),
        ("issues", arguments => new Conversations(views, state).Issues(arguments)),
        ("discussionCategories", arguments => new Conversations(views, state).Categories(arguments)),
        ("discussions", arguments => new Conversations(views, state).Discussions(arguments)),
        ("isArchived", _ => false),
        ("visibility", _ => "PUBLIC"),
        ("createdAt", _ => Views.Time(state.CreatedAt)),
        ("viewerPermission", _ => trusted ? "ADMIN" : "READ"),
        ("defaultBranchRef", _ => Ref(state, RepositoryState.BranchPrefix + state.DefaultBranch)),
        ("ref", arguments => Ref(state, arguments.Required("qualifiedName"))),
        ("release", arguments => FindRelease(state, arguments.Required("tagName"))),
        ("latestRelease", _ => LatestRelease.Of(state) is { } latest ? Release(state, latest) : null),
        ("releases", arguments => Releases(state, arguments)));

    // A published release comes before drafts of the same tag.
    private GraphObject? FindRelease(RepositoryState state, string tag) =>
        Visible(state).Where(release => release.TagName == tag).OrderBy(release => release.Draft).FirstOrDefault() is { } release
            ? Release(state, release)
            : null;

    private GraphObject Releases(RepositoryState state, Arguments arguments)
    {
        var all = Visible(state).OrderByDescending(release => (release.CreatedAt, release.Id)).Select(release => Release(state, release));
        return Connection("ReleaseConnection", [.. all], arguments);
    }

    private GraphObject Release(RepositoryState state, Release release) => GraphObject.Of(
        "Release",
        ("id", _ => Views.NodeId("Release", state.Owner, state.Name, release.Id)),
        ("databaseId", _ => release.Id),
        ("name", _ => release.Name ?? ""),
        ("tagName", _ => release.TagName),
        ("description", _ => release.Body),
        ("isDraft", _ => release.Draft),
        ("isPrerelease", _ => release.Prerelease),
        ("isLatest", _ => LatestRelease.Of(state)?.Id == release.Id),
        ("immutable", _ => release.Immutable),
        ("createdAt", _ => Views.Time(release.CreatedAt)),
        ("updatedAt", _ => Views.Time(release.UpdatedAt)),
        ("publishedAt", _ => release.PublishedAt is { } published ? Views.Time(published) : null),
        ("url", _ => views.ReleaseUrl(state, release)),
        ("author", _ => User(state.Owner)),
        ("releaseAssets", arguments => Connection("ReleaseAssetConnection", [.. release.Assets.Select(asset => Asset(state, release, asset))], arguments)));

    private GraphObject Asset(RepositoryState state, Release release, Asset asset) => GraphObject.Of(
        "ReleaseAsset",
        ("id", _ => Views.NodeId("ReleaseAsset", state.Owner, state.Name, asset.Id)),
        ("name", _ => asset.Name),
        ("size", _ => asset.Size),
        ("contentType", _ => asset.ContentType),
        ("digest", _ => asset.Digest),
        ("downloadCount", _ => asset.DownloadCount),
        ("downloadUrl", _ => views.DownloadUrl(state, release, asset)),
        ("createdAt", _ => Views.Time(asset.CreatedAt)),
        ("updatedAt", _ => Views.Time(asset.UpdatedAt)));

    private static GraphObject? Ref(RepositoryState state, string name) => state.Refs.TryGetValue(name, out var target)
        ? GraphObject.Of(
            "Ref",
            ("id", _ => Views.NodeId("Ref", state.Owner, state.Name, name)),
            ("name", _ => name.Split('/', 3)[^1]),
            ("prefix", _ => name[..(name.IndexOf('/', "refs/".Length) + 1)]),
            ("target", _ => GraphObject.Of(target.Type == GitObject.Tag ? "Tag" : "Commit", ("oid", _ => target.Sha))))
        : null;

    /// <summary>A page of a list; a cursor is the number of entries before it.</summary>
    public static GraphObject Connection(string type, ImmutableArray<GraphObject> all, Arguments arguments)
    {
        var start = int.TryParse(arguments.Text("after"), NumberStyles.None, CultureInfo.InvariantCulture, out var after) ? after : 0;
        ImmutableArray<GraphObject> page = arguments.Number("last") is { } last
            ? [.. all.TakeLast(last)]
            : [.. all.Skip(start).Take(arguments.Number("first") ?? UsualPage)];
        var end = start + page.Length;
        return GraphObject.Of(
            type,
            ("totalCount", _ => all.Length),
            ("nodes", _ => page),
            ("pageInfo", _ => GraphObject.Of(
                "PageInfo",
                ("hasNextPage", _ => end < all.Length),
                ("endCursor", _ => page.IsEmpty ? null : end.ToString(CultureInfo.InvariantCulture)))));
    }

    private IEnumerable<Release> Visible(RepositoryState state) => state.Releases.Where(release => trusted || !release.Draft);
}
