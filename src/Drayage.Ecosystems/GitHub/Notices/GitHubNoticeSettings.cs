using System.Collections.Immutable;
using System.Globalization;
using Drayage.Model;
using Drayage.Pipeline.Announcing.Notices;
using Drayage.Pipeline.Configuration.Reading;
using Drayage.Platform.Secrets;

namespace Drayage.Ecosystems.GitHub.Notices;

/// <summary>A destination of kind <c>github-notice</c>.</summary>
public sealed record GitHubNoticeSettings : NoticeSettings
{
    internal const string OfKind = "github-notice";

    private static readonly Setting<RepositorySlug> RepositorySetting = Settings.Parsed(
        "repository", "owner/name of the repository where it is told. Default: the project's repository.", RepositorySlug.Parse);

    private static readonly Setting<SecretReference> TokenSetting = Settings.Parsed(
        "token", "Token with Issues: write, for discussions with Discussions: write: env:NAME or file:PATH. Default: env:GITHUB_TOKEN.", SecretReference.Parse);

    private static readonly Setting<string> IssueSetting = Settings.Parsed(
        "issue", "Number of an issue that each event is a comment on. Default: each event is an issue of its own.", ParseNumber);

    private static readonly Setting<string> DiscussionSetting = Settings.Text(
        "discussion", "Category, by name or slug, in which each event is a discussion of its own, such as Announcements.");

    private static readonly Setting<string> TitleSetting = Settings.Text(
        "title", $"Template of the title of an issue or discussion, of what 'message' is of. Default: {GitHubNoticeText.DefaultTitle}.");

    private static readonly Setting<ImmutableArray<string>> LabelsSetting = Settings.ParsedList("labels", "Labels of issues that are opened.", ParseLabel);

    /// <summary>Null for the project's own repository.</summary>
    public RepositorySlug? Repository { get; init; }

    /// <inheritdoc cref="GitHubSettings.Api"/>
    public required Uri Api { get; init; }

    public required SecretReference Token { get; init; }

    /// <summary>Template; null for the usual one.</summary>
    public string? Title { get; init; }

    /// <summary>Where it stands.</summary>
    public SourceLocation TitleAt { get; init; } = new("", 0, 0);

    /// <summary>What says where on GitHub, as options carry it.</summary>
    public required ImmutableSortedDictionary<string, string> Place { get; init; }

    internal static SettingsSection Section { get; } = new(
        $"destination of kind {OfKind}",
        "Tells people in issues or discussions of GitHub. Never a cause of failure.",
        [NoticeEventsSetting, RepositorySetting, GitHubSection.Api, TokenSetting, IssueSetting, DiscussionSetting, TitleSetting, LabelsSetting, MessageSetting]);

    public override void Check()
    {
        base.Check();
        if (Title is not null)
            NoticeTemplate.Check(Title, TitleAt);
    }

    internal static GitHubNoticeSettings Read(SectionReader reader, string id)
    {
        foreach (var (one, other, reason) in new (Setting, Setting, string)[]
        {
            (IssueSetting, DiscussionSetting, "it is told in an issue or in a discussion"),
            (IssueSetting, TitleSetting, "a comment has no title"),
            (IssueSetting, LabelsSetting, "labels are for issues that are opened"),
            (DiscussionSetting, LabelsSetting, "labels are for issues that are opened"),
        })
        {
            if (reader.Has(one) && reader.Has(other))
                reader.Problems.Add($"'{one.Key}' and '{other.Key}' do not go together", reader.LocationOf(other), $"{reason}: take one of them out");
        }

        var labels = reader.Get(LabelsSetting);
        NoticePlace place = (reader.Get(IssueSetting), reader.Get(DiscussionSetting)) switch
        {
            ({ } issue, _) => new NoticePlace.Comment(long.Parse(issue, CultureInfo.InvariantCulture)),
            (null, { } category) => new NoticePlace.NewDiscussion(category),
            _ => new NoticePlace.NewIssue(labels.IsDefault ? [] : labels),
        };
        return new()
        {
            Id = id,
            Kind = OfKind,
            At = reader.At,
            Events = ReadNoticeEvents(reader),
            Repository = reader.Get(RepositorySetting),
            Api = reader.Get(GitHubSection.Api) ?? GitHubSection.DefaultApi,
            Token = reader.Get(TokenSetting) ?? new SecretReference.Variable("GITHUB_TOKEN"),
            Title = reader.Get(TitleSetting),
            TitleAt = reader.LocationOf(TitleSetting),
            Place = place.ToOptions().ToImmutableSortedDictionary(StringComparer.Ordinal),
            Message = reader.Get(MessageSetting),
            MessageAt = reader.LocationOf(MessageSetting),
        };
    }

    internal ImmutableSortedDictionary<string, string> ToOptions()
    {
        var options = Place.SetItem("api", Api.AbsoluteUri);
        if (Title is not null)
            options = options.SetItem("title", Title);
        return Message is null ? options : options.SetItem("message", Message);
    }

    private static string ParseNumber(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
        ? text
        : throw new FormatException($"'{text}' is no number of an issue");

    private static string ParseLabel(string text) => text.Length is > 0 and <= 50 && !text.Contains(',')
        ? text
        : throw new FormatException($"'{text}' is no label: 1 to 50 characters, without commas");
}
