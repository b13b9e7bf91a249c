using System.Collections.Immutable;
using System.Globalization;
using Drayage.Formats.Templates;
using Drayage.Model.Changes;
using Drayage.Pipeline.Configuration;

namespace Drayage.Pipeline.Changelogs;

/// <summary>What templates of change logs may say.</summary>
internal static class ChangelogVariables
{
    private const int ShortId = 7;

    private static readonly ImmutableArray<string> EntryKeys =
    [
        "type", "scope", "description", "subject", "body", "breaking", "breaking_note", "commit", "short_commit", "commit_url", "author", "email",
        "authors", "references", "footers",
    ];

    /// <summary>
    /// <c>project</c>, <c>component</c>, <c>version</c>, <c>tag</c>, <c>previous_tag</c>, <c>date</c>, <c>commit</c>, <c>repository_url</c>,
    /// <c>compare_url</c> (none where there is none), <c>sections</c> (each with <c>title</c> and <c>entries</c>), <c>entries</c>,
    /// <c>breaking</c>, <c>authors</c>, <c>show_authors</c>.
    /// </summary>
    public static TemplateVariables Of(ProjectSettings project, ReleaseChanges release, ComponentSettings? component)
    {
        var site = project.Repository is { } slug ? $"https://github.com/{slug}" : null;
        var titles = release.Changes.Select(change => ChangeSections.TitleOf(change.Message, project.Changelog)).ToArray();
        var entries = release.Changes.Select(change => EntryOf(change, site)).ToArray();
        return TemplateVariables.Of(new Dictionary<string, TemplateValue>(StringComparer.Ordinal)
        {
            ["project"] = project.Project,
            ["component"] = Or(component?.Id.Text),
            ["version"] = Or(release.Version?.Text),
            ["tag"] = Or(release.Tag),
            ["previous_tag"] = Or(release.Previous),
            ["date"] = release.Date.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            ["commit"] = release.Commit,
            ["repository_url"] = Or(site),
            ["compare_url"] = Or(CompareUrl(site, release)),
            ["sections"] = TemplateValue.ListOf(ChangeSections.Order(titles).Select(title => TemplateValue.MappingOf(
                new("title", title),
                new("entries", TemplateValue.ListOf(entries.Where((_, place) => titles[place] == title)))))),
            ["entries"] = TemplateValue.ListOf(entries),
            ["breaking"] = TemplateValue.ListOf(entries.Where((_, place) => release.Changes[place].Message.IsBreaking)),
            ["authors"] = Texts(release.Changes.SelectMany(change => change.Authors).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)),
            ["show_authors"] = project.Changelog.ShowsAuthors,
        });
    }

    private static TemplateValue EntryOf(Change change, string? site) => TemplateValue.MadeOnDemand(EntryKeys, key => key switch
    {
        "type" => Or(change.Message.IsConventional ? change.Message.Type : null),
        "scope" => Or(change.Message.Scope),
        "description" => change.Description,
        "subject" => change.Commit.Subject,
        "body" => change.Message.Body,
        "breaking" => change.Message.IsBreaking,
        "breaking_note" => Or(change.Message.BreakingNote),
        "commit" => change.Commit.Id.Hex,
        "short_commit" => change.Commit.Id.Hex[..ShortId],
        "commit_url" => Or(site is null ? null : $"{site}/commit/{change.Commit.Id.Hex}"),
        "author" => change.Commit.AuthorName,
        "email" => change.Commit.AuthorEmail,
        "authors" => Texts(change.Authors),
        "references" => TemplateValue.ListOf(change.References.Select(reference => TemplateValue.MappingOf(new("text", reference.Text), new("url", Or(UrlOf(reference, site)))))),
        "footers" => TemplateValue.ListOf(change.Message.Footers.Select(footer => TemplateValue.MappingOf(new("token", footer.Token), new("value", footer.Value)))),
        _ => throw new InvalidOperationException($"entries have no {key}"),
    });

    private static string? CompareUrl(string? site, ReleaseChanges release) => (site, release) switch
    {
        (null, _) => null,
        (_, { Previous: { } previous, Tag: { } tag }) => $"{site}/compare/{Escaped(previous)}...{Escaped(tag)}",
        (_, { Previous: { } previous }) => $"{site}/compare/{Escaped(previous)}...{release.Commit}",
        _ => null,
    };

    private static string Escaped(string tag) => Uri.EscapeDataString(tag).Replace("%2F", "/", StringComparison.Ordinal);

    private static string? UrlOf(CommitReference reference, string? site) => reference.Repository is { } other
        ? $"https://github.com/{other}/issues/{reference.Number}"
        : site is null ? null : $"{site}/issues/{reference.Number}";

    private static TemplateValue Or(string? text) => text is null ? TemplateValue.Null : TemplateValue.FromString(text);

    private static TemplateValue Texts(IEnumerable<string> texts) => TemplateValue.ListOf(texts.Select(TemplateValue.FromString));
}
