using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Drayage.Registries.GitHub.State;

namespace Drayage.Registries.GitHub.Wire;

/// <summary>Shows state as the interface does, with addresses as this client reaches the server.</summary>
/// <param name="address"><c>http://host:port</c></param>
internal sealed class Views(string address)
{
    private string Api => $"{address}/api/v3";

    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>The opaque id that GraphQL and REST share.</summary>
    public static string NodeId(string type, params ReadOnlySpan<object> parts) =>
        Convert.ToBase64String(Encoding.UTF8.GetBytes($"{type}:{string.Join('/', parts.ToArray())}"));

    public string RepositoryUrl(RepositoryState state) => $"{address}/{state.Owner}/{state.Name}";

    public string ReleaseUrl(RepositoryState state, Release release) => $"{RepositoryUrl(state)}/releases/tag/{Escape(release.AddressName)}";

    public string DownloadUrl(RepositoryState state, Release release, Asset asset) =>
        $"{RepositoryUrl(state)}/releases/download/{Escape(release.AddressName)}/{Uri.EscapeDataString(asset.Name)}";

    /// <param name="kind"><c>issues</c> or <c>discussions</c>.</param>
    public string ConversationUrl(RepositoryState state, string kind, long number) =>
        string.Create(CultureInfo.InvariantCulture, $"{RepositoryUrl(state)}/{kind}/{number}");

    public string CommentUrl(RepositoryState state, long issue, IssueComment comment) =>
        string.Create(CultureInfo.InvariantCulture, $"{ConversationUrl(state, "issues", issue)}#issuecomment-{comment.Id}");

    public IssueView Issue(RepositoryState state, Issue issue) => new()
    {
        Id = issue.Number,
        NodeId = NodeId("Issue", state.Owner, state.Name, issue.Number),
        Number = issue.Number,
        Title = issue.Title,
        Body = issue.Body,
        Labels = [.. issue.Labels.Select(label => new LabelView(label))],
        User = User(state.Owner),
        Comments = issue.Comments.Length,
        Url = string.Create(CultureInfo.InvariantCulture, $"{RepositoryApi(state)}/issues/{issue.Number}"),
        HtmlUrl = ConversationUrl(state, "issues", issue.Number),
        CreatedAt = Time(issue.CreatedAt),
        UpdatedAt = Time(issue.UpdatedAt),
    };

    public CommentView Comment(RepositoryState state, long issue, IssueComment comment) => new(
        comment.Id,
        NodeId("IssueComment", state.Owner, state.Name, comment.Id),
        comment.Body,
        User(state.Owner),
        CommentUrl(state, issue, comment),
        Time(comment.CreatedAt));

    public UserView User(string login) => new()
    {
        Login = login,
        Id = 1,
        NodeId = NodeId("User", login),
        Url = $"{Api}/users/{login}",
        HtmlUrl = $"{address}/{login}",
    };

    public RepositoryView Repository(RepositoryState state, bool mayPush) => new()
    {
        Id = state.Id,
        NodeId = NodeId("Repository", state.Owner, state.Name),
        Name = state.Name,
        FullName = $"{state.Owner}/{state.Name}",
        Owner = User(state.Owner),
        Private = false,
        Visibility = "public",
        HtmlUrl = RepositoryUrl(state),
        Url = RepositoryApi(state),
        CloneUrl = $"{RepositoryUrl(state)}.git",
        ReleasesUrl = $"{RepositoryApi(state)}/releases{{/id}}",
        DefaultBranch = state.DefaultBranch,
        CreatedAt = Time(state.CreatedAt),
        Permissions = new PermissionsView(Admin: mayPush, Maintain: mayPush, Push: mayPush, Triage: mayPush, Pull: true),
    };

    public RefView Ref(RepositoryState state, string name, GitObject target) => new(
        name,
        NodeId("Ref", state.Owner, state.Name, name),
        $"{RepositoryApi(state)}/git/{Escape(name)}",
        Object(state, target));

    public TagView Tag(RepositoryState state, TagObject tag) => new()
    {
        NodeId = NodeId("Tag", state.Owner, state.Name, tag.Sha),
        Tag = tag.Tag,
        Sha = tag.Sha,
        Url = $"{RepositoryApi(state)}/git/tags/{tag.Sha}",
        Message = tag.Message,
        Tagger = new SignatureView(tag.Tagger.Name, tag.Tagger.Email, Time(tag.Tagger.Date)),
        Object = Object(state, tag.Object),
    };

    public ImmutableArray<ReleaseView> Releases(RepositoryState state, IEnumerable<Release> releases) =>
        [.. releases.Select(release => Release(state, release))];

    public ReleaseView Release(RepositoryState state, Release release) => new()
    {
        Url = $"{RepositoryApi(state)}/releases/{release.Id}",
        AssetsUrl = $"{RepositoryApi(state)}/releases/{release.Id}/assets",
        UploadUrl = $"{address}/api/uploads/repos/{state.Owner}/{state.Name}/releases/{release.Id}/assets{{?name,label}}",
        HtmlUrl = ReleaseUrl(state, release),
        Id = release.Id,
        NodeId = NodeId("Release", state.Owner, state.Name, release.Id),
        Author = User(state.Owner),
        TagName = release.TagName,
        TargetCommitish = release.TargetCommitish,
        Name = release.Name,
        Body = release.Body,
        Draft = release.Draft,
        Prerelease = release.Prerelease,
        Immutable = release.Immutable,
        CreatedAt = Time(release.CreatedAt),
        UpdatedAt = Time(release.UpdatedAt),
        PublishedAt = release.PublishedAt is { } published ? Time(published) : null,
        Assets = Assets(state, release, release.Assets),
        TarballUrl = release.Draft ? null : $"{RepositoryApi(state)}/tarball/{Escape(release.TagName)}",
        ZipballUrl = release.Draft ? null : $"{RepositoryApi(state)}/zipball/{Escape(release.TagName)}",
    };

    public ImmutableArray<AssetView> Assets(RepositoryState state, Release release, IEnumerable<Asset> assets) =>
        [.. assets.Select(asset => Asset(state, release, asset))];

    public AssetView Asset(RepositoryState state, Release release, Asset asset) => new()
    {
        Url = $"{RepositoryApi(state)}/releases/assets/{asset.Id}",
        BrowserDownloadUrl = DownloadUrl(state, release, asset),
        Id = asset.Id,
        NodeId = NodeId("ReleaseAsset", state.Owner, state.Name, asset.Id),
        Name = asset.Name,
        Label = asset.Label,
        State = asset.State,
        ContentType = asset.ContentType,
        Size = asset.Size,
        Digest = asset.Digest,
        DownloadCount = asset.DownloadCount,
        CreatedAt = Time(asset.CreatedAt),
        UpdatedAt = Time(asset.UpdatedAt),
        Uploader = User(state.Owner),
    };

    private ObjectView Object(RepositoryState state, GitObject target) =>
        new(target.Sha, target.Type, $"{RepositoryApi(state)}/git/{target.Type}s/{target.Sha}");

    private string RepositoryApi(RepositoryState state) => $"{Api}/repos/{state.Owner}/{state.Name}";

    private static string Escape(string path) => string.Join('/', path.Split('/').Select(Uri.EscapeDataString));
}
