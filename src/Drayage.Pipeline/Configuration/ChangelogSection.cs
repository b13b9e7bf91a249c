using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Drayage.Pipeline.Configuration.Reading;

namespace Drayage.Pipeline.Configuration;

/// <summary>The keys under <c>changelog:</c>.</summary>
internal static class ChangelogSection
{
    private static readonly Setting<string> File = Settings.Text(
        "file", "Template of the change log's path, of component and path. Default: CHANGELOG.md in the root; in the component's directory for a component with its own version.");

    private static readonly Setting<string> Template = Settings.Text("template", "File with a Jinja template of one release. Default: the form of keepachangelog.com.");

    private static readonly Setting<ImmutableSortedDictionary<string, string>> Sections = Settings.Map(
        "sections",
        "Heading of each type of commit; \"\" leaves it out. other stands for commits of no known type. Default: "
        + string.Join(", ", ChangelogSettings.DefaultSections.Where(section => section.Value.Length > 0).OrderBy(section => section.Key, StringComparer.Ordinal).Select(section => $"{section.Key}: {section.Value}"))
        + "; refactor, docs, style, test, build, ci and chore are left out.");

    private static readonly Setting<ImmutableArray<string>> Skip = Settings.Texts("skip", "Regular expressions of subjects that are left out.");

    private static readonly Setting<string> PreReleases = Settings.Choice(
        "prereleases", "Whether a full release tells again what its pre-releases told (fold) or only what came after them (apart). Default: fold.", "fold", "apart");

    private static readonly Setting<bool?> Authors = Settings.Flag("authors", "Whether the authors are named. Default: false.");

    private static readonly SettingsSection Keys = new("changelog", "How change logs are made from commits.", [File, Template, Sections, Skip, PreReleases, Authors]);

    public static Setting<ChangelogSettings> Setting { get; } = Settings.Nested("changelog", "How change logs are made from commits.", Keys, Read);

    private static ChangelogSettings Read(SectionReader reader) => new()
    {
        File = reader.Get(File),
        Template = reader.Get(Template),
        Sections = ChangelogSettings.DefaultSections.SetItems(reader.Get(Sections) ?? ImmutableSortedDictionary<string, string>.Empty),
        Skip = ReadPatterns(reader),
        FoldsPreReleases = reader.Get(PreReleases) is not "apart",
        ShowsAuthors = reader.Get(Authors) ?? false,
        At = reader.LocationOf(reader.Has(Template) ? Template : File),
    };

    private static ImmutableArray<string> ReadPatterns(SectionReader reader)
    {
        var patterns = reader.Get(Skip) is { IsDefault: false } read ? read : [];
        foreach (var pattern in patterns)
        {
            try
            {
                _ = new Regex(pattern, RegexOptions.NonBacktracking);
            }
            catch (Exception malformed) when (malformed is ArgumentException or NotSupportedException)
            {
                reader.Problems.Add($"'{pattern}' is no regular expression that can be used here: {malformed.Message}", reader.LocationOf(Skip), "correct the pattern");
                return [];
            }
        }

        return patterns;
    }
}
