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

    /// <summary>
    /// <c>project</c>, <c>component</c>, <c>version</c>, <c>tag</c>, <c>previous_tag</c>, <c>date</c>, <c>commit</c>, <c>repository_url</c>,
    /// <c>compare_url</c> (none where there is none), <c>sections</c> (each with <c>title</c> and <c>entries</c>), <c>entries</c>,
    /// <c>breaking</c>, <c>authors</c>, <c>show_authors</c>.
    /// </summary>
    public static TemplateVariables Of(ProjectSettings project, ReleaseChanges release, ComponentSettings? component)
    {
        var site = project.Repository is { } slug ? $"https://github.com/{slug}" : null;
        var entries = release.Changes.Select(change => (Title: ChangeSections.TitleOf(change.Message, project.Changelog), Entry: EntryOf(change, site))).ToImmutableArray();
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
            ["sections"] = TemplateValue.ListOf(ChangeSections.Order(entries.Select(entry => entry.Title)).Select(title => Mapping(
                ("title", title),
                ("entries", TemplateValue.ListOf(entries.Where(entry => entry.Title == title).Select(entry => entry.Entry)))))),
            ["entries"] = TemplateValue.ListOf(entries.Select(entry => entry.Entry)),
            ["breaking"] = TemplateValue.ListOf(release.Changes.Index().Where(change => change.Item.Message.IsBreaking).Select(change => entries[change.Index].Entry)),
            ["authors"] = Texts(release.Changes.SelectMany(change => change.Authors).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)),
            ["show_authors"] = project.Changelog.ShowsAuthors,
        });
    }

    private static TemplateValue EntryOf(Change change, string? site) => Mapping(
        ("type", Or(change.Message.IsConventional ? change.Message.Type : null)),
        ("scope", Or(change.Message.Scope)),
        ("description", change.Description),
        ("subject", change.Commit.Subject),
        ("body", change.Message.Body),
        ("breaking", change.Message.IsBreaking),
        ("breaking_note", Or(change.Message.BreakingNote)),
        ("commit", change.Commit.Id.Hex),
        ("short_commit", change.Commit.Id.Hex[..ShortId]),
        ("commit_url", Or(site is null ? null : $"{site}/commit/{change.Commit.Id.Hex}")),
        ("author", change.Commit.AuthorName),
        ("email", change.Commit.AuthorEmail),
        ("authors", Texts(change.Authors)),
        ("references", TemplateValue.ListOf(change.References.Select(reference => Mapping(("text", reference.Text), ("url", Or(UrlOf(reference, site))))))),
        ("footers", TemplateValue.ListOf(change.Message.Footers.Select(footer => Mapping(("token", footer.Token), ("value", footer.Value))))));

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

    private static TemplateValue Mapping(params IEnumerable<(string Key, TemplateValue Value)> entries) =>
        TemplateValue.MappingOf(entries.Select(entry => KeyValuePair.Create(entry.Key, entry.Value)));
}
