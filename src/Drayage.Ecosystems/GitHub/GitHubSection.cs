using Drayage.Ecosystems.GitHub.Interface;
using Drayage.Model;
using Drayage.Model.Delivery;
using Drayage.Model.Versions.Tags;
using Drayage.Pipeline.Configuration.Reading;
using Drayage.Pipeline.Publishing;
using Drayage.Platform.Secrets;

namespace Drayage.Ecosystems.GitHub;

/// <summary>The keys of a destination of kind <c>github</c>.</summary>
internal static class GitHubSection
{
    public const string Kind = "github";
    private const string Auto = "auto";
    private const string DefaultTitle = "{{ project }} {{ version }}";

    public static Uri DefaultApi { get; } = new("https://api.github.com/");

    private static readonly Setting<RepositorySlug> Repository = Settings.Parsed(
        "repository", "owner/name of the repository that carries the releases. Default: the project's repository.", RepositorySlug.Parse);

    internal static readonly Setting<Uri> Api = Settings.Parsed(
        "api", $"Base address of the REST interface. Default: {DefaultApi}; of GitHub Enterprise Server: https://HOST/api/v3/.", ParseApi);

    internal static readonly Setting<SecretReference> Token = Settings.Parsed(
        "token", "Token that may write the repository's contents: env:NAME or file:PATH. Default: env:GITHUB_TOKEN.", SecretReference.Parse);

    private static readonly Setting<string> Title = Settings.Text("title", $"Template of a release's title. Default: \"{DefaultTitle}\".");

    private static readonly Setting<string> NotesFile = Settings.Text(
        "notes-file", "File with the release notes, as a template such as \"docs/releases/{{ version }}.md\". Of a change log with a heading a version, the version's section.");

    private static readonly Setting<bool?> Changelog = Settings.Flag("changelog", "Whether the notes tell what the commits since the last release changed, after what notes-file says. Default: false.");

    private static readonly Setting<bool?> GenerateNotes = Settings.Flag("generate-notes", "Let GitHub add the list of merged pull requests to the notes. Default: false.");

    private static readonly Setting<bool?> InstallNotes = Settings.Flag("install-notes", "End the notes with how to install what is released, through every channel. Default: true.");

    private static readonly Setting<Uri> PythonIndex = Settings.Parsed(
        "python-index", "Where drayage python-index build puts the package index over these releases, such as https://OWNER.github.io/NAME/: told in how to install. Default: none.", ParsePythonIndex);

    private static readonly Setting<bool?> Draft = Settings.Flag("draft", "Leave releases as drafts, for people to publish. Default: false.");

    private static readonly Setting<string> Rolling = Settings.Parsed(
        "rolling", "Tag of one release that moves with every run, such as edge, instead of a release a version. Takes pre-releases and untagged commits too. Default: none.", ParseRolling);

    private static readonly Setting<string> PreRelease = Settings.Choice(
        "prerelease", "Whether releases are marked as pre-releases. Default: auto, by the version.", Auto, "true", "false");

    private static readonly Setting<string> Latest = Settings.Choice(
        "latest", "Whether a release becomes the repository's latest. Default: auto, for the highest full release of the project's versions.", Auto, "true", "false");

    public static SettingsSection Section { get; } = new(
        $"destination of kind {Kind}",
        "Releases of a GitHub repository: archives, packages, checksums and the waybill as assets.",
        [Repository, Api, Token, Title, NotesFile, Changelog, GenerateNotes, InstallNotes, PythonIndex, Draft, Rolling, PreRelease, Latest]);

    /// <summary>The token by the destination's id, or else the one that workflows have.</summary>
    public static SecretReference TokenOf(string destination, SecretResolver secrets) => secrets.Find(destination, "TOKEN") ?? new SecretReference.Variable("GITHUB_TOKEN");

    /// <summary>The settings of a destination that is known by a consignment alone.</summary>
    public static GitHubSettings Of(Consignment consignment, SecretResolver secrets) => new()
    {
        Id = consignment.Destination,
        Kind = Kind,
        At = SourceLocation.Nowhere,
        Repository = RepositorySlug.Parse(consignment.Address),
        Api = new Uri(consignment.Options["api"]),
        Token = TokenOf(consignment.Destination, secrets),
        Title = DefaultTitle,
        TitleAt = SourceLocation.Nowhere,
        NotesFileAt = SourceLocation.Nowhere,
    };

    public static GitHubSettings Read(SectionReader reader, string id)
    {
        var settings = ReadAll(reader, id);
        if (settings.RollingTag is not null && (settings.StaysDraft || settings.IsLatest == true))
            reader.Problems.Add($"destination '{id}' rolls, so it is neither a draft nor the latest release", reader.LocationOf(Rolling), "take 'draft' and 'latest' out, or 'rolling'");
        return settings;
    }

    private static GitHubSettings ReadAll(SectionReader reader, string id) => new()
    {
        Id = id,
        Kind = Kind,
        At = reader.At,
        Repository = reader.Get(Repository),
        Api = reader.Get(Api) ?? DefaultApi,
        Token = reader.Get(Token) ?? new SecretReference.Variable("GITHUB_TOKEN"),
        Title = reader.Get(Title) ?? DefaultTitle,
        TitleAt = reader.LocationOf(Title),
        NotesFile = reader.Get(NotesFile),
        NotesFileAt = reader.LocationOf(NotesFile),
        TellsChanges = reader.Get(Changelog) ?? false,
        GeneratesNotes = reader.Get(GenerateNotes) ?? false,
        TellsInstall = reader.Get(InstallNotes) ?? true,
        PythonIndex = reader.Get(PythonIndex),
        RollingTag = reader.Get(Rolling),
        StaysDraft = reader.Get(Draft) ?? false,
        IsPreRelease = Decision(reader.Get(PreRelease)),
        IsLatest = Decision(reader.Get(Latest)),
    };

    private static bool? Decision(string? word) => word is null or Auto ? null : word == "true";

    private static string ParseRolling(string text) => GitTagName.Offence(text) is { } offence
        ? throw new FormatException($"'{text}' is no name of a tag: {offence}")
        : text;

    private static Uri ParseApi(string text) =>
        ParseAddress(text) ?? throw new FormatException($"'{text}' is no address of GitHub's interface (https://api.github.com, or https://HOST/api/v3)");

    private static Uri ParsePythonIndex(string text) =>
        ParseAddress(text) ?? throw new FormatException($"'{text}' is no address of a site (https://OWNER.github.io/NAME/)");

    /// <returns>Null for what is no address, or holds a login.</returns>
    private static Uri? ParseAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp) && uri.UserInfo.Length == 0
            ? RepositorySite.WithSlash(uri)
            : null;
}
