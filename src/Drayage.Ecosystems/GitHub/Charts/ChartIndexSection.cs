using Drayage.Ecosystems.GitHub.Interface;
using Drayage.Model;
using Drayage.Model.Delivery;
using Drayage.Model.Versions.Tags;
using Drayage.Pipeline.Configuration.Reading;
using Drayage.Platform.Secrets;

namespace Drayage.Ecosystems.GitHub.Charts;

/// <summary>The keys of a destination of kind <c>helm</c>.</summary>
internal static class ChartIndexSection
{
    public const string Kind = "helm";
    private const string DefaultBranch = "gh-pages";
    private const string DefaultPath = "index.yaml";

    private static readonly Setting<RepositorySlug> Repository = Settings.Parsed(
        "repository", "owner/name of the repository whose branch holds the index. Default: the project's repository.", RepositorySlug.Parse);

    private static readonly Setting<string> Releases = Settings.Text(
        "releases", "Id of the destination of kind github whose releases carry the charts. Default: the only one.");

    private static readonly Setting<string> Branch = Settings.Parsed("branch", $"Branch that is served; made where there is none. Default: {DefaultBranch}.", ParseBranch);

    private static readonly Setting<string> Path = Settings.Parsed("path", $"Path of the index on the branch. Default: {DefaultPath}.", ParsePath);

    private static readonly Setting<Uri> Site = Settings.Parsed(
        "site", "Address of the directory where the index is served. Default: that of GitHub Pages, https://OWNER.github.io/NAME/.", ParseSite);

    public static SettingsSection Section { get; } = new(
        $"destination of kind {Kind}",
        "A chart repository with a classic index.yaml on a branch that GitHub Pages serves, and the charts as files of GitHub releases.",
        [Repository, Releases, Branch, Path, Site, GitHubSection.Token]);

    public static ChartIndexSettings Read(SectionReader reader, string id) => new()
    {
        Id = id,
        Kind = Kind,
        At = reader.At,
        Repository = reader.Get(Repository),
        Releases = reader.Get(Releases),
        Branch = reader.Get(Branch) ?? DefaultBranch,
        Path = reader.Get(Path) ?? DefaultPath,
        Site = reader.Get(Site),
        Token = reader.Get(GitHubSection.Token) ?? new SecretReference.Variable("GITHUB_TOKEN"),
    };

    /// <summary>The settings of a destination that is known by a consignment alone.</summary>
    public static ChartIndexSettings Of(Consignment consignment, SecretResolver secrets) => new()
    {
        Id = consignment.Destination,
        Kind = Kind,
        At = SourceLocation.Nowhere,
        Repository = RepositorySlug.Parse(consignment.Address),
        Branch = ChartIndexOptions.Of(consignment.Options).Branch,
        Path = ChartIndexOptions.Of(consignment.Options).Path,
        Token = GitHubSection.TokenOf(consignment.Destination, secrets),
    };

    private static string ParseBranch(string text) => GitTagName.Offence(text) is { } offence
        ? throw new FormatException($"'{text}' is no name of a branch: {offence}")
        : text;

    private static string ParsePath(string text) => text.Length > 0 && text.Split('/').All(part => part is not ("" or "." or ".."))
        ? text
        : throw new FormatException($"'{text}' is no path of a file on a branch, such as charts/index.yaml");

    private static Uri ParseSite(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http" && uri is { UserInfo: "", Query: "", Fragment: "" }
            ? RepositorySite.WithSlash(uri)
            : throw new FormatException($"'{text}' is no address of a site, such as https://charts.example.org/");
}
