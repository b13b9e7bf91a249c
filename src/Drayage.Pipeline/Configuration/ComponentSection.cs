using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Drayage.Model;
using Drayage.Model.Components;
using Drayage.Pipeline.Composition;
using Drayage.Pipeline.Configuration.Reading;
using Drayage.Pipeline.Detection;

namespace Drayage.Pipeline.Configuration;

/// <summary>The mapping under <c>components:</c>: the keys that all components share, and those that the ecosystem adds.</summary>
internal sealed class ComponentSection(ImmutableArray<IEcosystem> ecosystems)
{
    private const string EcosystemKey = "ecosystem";
    private static readonly ImmutableArray<string> ArchiveFormats = ["tar.gz", "zip"];

    private static readonly Setting<string> Path = Settings.Text("path", "Directory of the package, relative to the repository; the manifest itself, where a directory holds several. Default: the root.");
    private static readonly Setting<string> Package = Settings.Text("package", "Name of the package. Default: the only one there.");
    private static readonly Setting<VersionSource> Version = VersionSources.Component();
    private static readonly Setting<string> Spelling = Settings.Text("spelling", "Template of this component's spelling of the version, in its manifest and its packages, such as \"{{ base }}{% if prerelease %}-rc{{ pre_number }}{% endif %}\". Default: its ecosystem's spelling.");
    private static readonly Setting<ImmutableArray<VersionFile>> Files = VersionSources.Files("this component's own");
    private static readonly Setting<string> Tag = Settings.Text("tag", "Tag template of this component's own releases, such as \"sdk-v{{ version }}\"; gives it its own version line. Default: the project's; with an own version \"ID-v{{ version }}\".");
    private static readonly Setting<string> WhenTagged = TagTemplates.When("tagging", "When the tag of this component's own releases is made: before or after publishing. Default: the project's.");
    private static readonly Setting<ImmutableArray<string>> To = Settings.Texts("to", "Destinations that it is delivered to.");
    private static readonly Setting<ImmutableArray<ComponentId>> Needs = Settings.ParsedList("needs", "Components that must be built before it.", ComponentId.Parse);
    private static readonly Setting<ImmutableArray<string>> Gate = Settings.Texts("gate", "Globs of the files whose change makes a release worthwhile; a pattern that begins with ! takes away. Default: all below its path, for a component with its own version.");

    private static readonly Setting<string> ArchiveName = Settings.Text("name", "Template of the archive's name without its ending. Default: \"{{ component }}-{{ version }}-{{ os }}-{{ arch }}\".");
    private static readonly Setting<string> ArchiveFormat = Settings.Choice("format", "Form of the archive; Windows always takes zip. Default: tar.gz.", ArchiveFormats);
    private static readonly Setting<ImmutableArray<string>> ArchiveFiles = Settings.Texts("files", "Further files, relative to the component or to the repository. Licence and readme are taken without being named.");
    private static readonly SettingsSection ArchiveKeys = new("archive", "How binaries are archived.", [ArchiveName, ArchiveFormat, ArchiveFiles]);
    private static readonly Setting<ArchiveSettings> Archive = Settings.Nested("archive", "How the component's binaries are archived.", ArchiveKeys, ReadArchive);

    private readonly ImmutableArray<IEcosystem> buildable = [.. ecosystems.Where(e => e.Section is not null)];
    private readonly Setting<string> ecosystem = Settings.Choice(EcosystemKey, "What builds it.", [.. ecosystems.Where(e => e.Section is not null).Select(e => e.Name)]);

    /// <param name="projectTag">The tag of components that state none.</param>
    public ImmutableArray<ComponentSettings> Read(ConfigNode node, ConfigProblems problems, ProjectTag projectTag) =>
        ByKind.ReadEntries(node, problems, "components", EcosystemKey, buildable.ToDictionary(e => e.Name), (entry, chosen) =>
        {
            if (!ComponentId.TryParse(entry.Key, out var id))
            {
                problems.Add($"'{entry.Key}' is no component id", entry.KeyAt, "use lower-case letters, digits and inner dashes, at most 64");
                return null;
            }

            return SectionReader.Read(entry.Value, SectionOf(chosen), problems, reader => Read(reader, chosen, id, entry.KeyAt, projectTag));
        });

    public JsonObject Schema() => ByKind.Schema(buildable.Select(e => (e.Name, SectionOf(e))), EcosystemKey);

    private SettingsSection SectionOf(IEcosystem chosen) => new(
        $"component of ecosystem {chosen.Name}",
        chosen.Section!.Summary,
        [ecosystem, Path, Package, Version, Spelling, Files, Tag, WhenTagged, To, Needs, Gate, Archive, .. chosen.Section.Settings]);

    private static ComponentSettings Read(SectionReader reader, IEcosystem chosen, ComponentId id, SourceLocation at, ProjectTag projectTag)
    {
        var tag = reader.Get(Tag);
        var version = reader.Get(Version);
        if (version is VersionSource.Shared && tag is not null)
            reader.Problems.Add($"component {id} has a tag of its own and shares the project's version", reader.LocationOf(Tag), "remove 'version: shared', or the tag");
        if (tag is not null)
            TagTemplates.CheckOwn(tag, id, reader.LocationOf(Tag), reader.Problems);
        var own = version is VersionSource.Shared ? null : version ?? (tag is null ? null : new VersionSource.Manifest());
        if (own is not null && tag is null)
            tag = $"{id}-v{{{{ version }}}}";
        return new ComponentSettings
        {
            Id = id,
            Ecosystem = chosen.Name,
            Path = ReadPath(reader),
            Package = reader.Get(Package),
            OwnVersion = own,
            Spelling = reader.Get(Spelling) is { } spelling ? new VersionTemplate(spelling, reader.LocationOf(Spelling)) : null,
            VersionFiles = ReadFiles(reader, id, own is not null),
            Tag = tag ?? projectTag.Template,
            Tagging = ReadTagging(reader, id, own is not null, projectTag),
            To = OrEmpty(reader.Get(To)),
            Needs = OrEmpty(reader.Get(Needs)),
            Gate = OrEmpty(reader.Get(Gate)),
            Archive = reader.Get(Archive) ?? new ArchiveSettings(),
            Own = chosen.Read(reader),
            At = at,
        };
    }

    private static ImmutableArray<VersionFile> ReadFiles(SectionReader reader, ComponentId id, bool hasOwnVersion)
    {
        var files = OrEmpty(reader.Get(Files));
        if (!hasOwnVersion && !files.IsEmpty)
            reader.Problems.Add($"component {id} shares its version, so its version-files would move with all others", reader.LocationOf(Files), "write them at the top of the file, or give the component its own version: version: own");
        return files;
    }

    private static Tagging ReadTagging(SectionReader reader, ComponentId id, bool hasOwnTag, ProjectTag projectTag)
    {
        if (TagTemplates.ReadWhen(reader.Get(WhenTagged)) is not { } tagging)
            return projectTag.Tagging;
        if (!hasOwnTag && tagging != projectTag.Tagging)
            reader.Problems.Add($"component {id} shares its tag with others and would make it at another time", reader.LocationOf(WhenTagged), "write 'tagging' at the top of the file, or give the component a tag of its own");
        return tagging;
    }

    private static string ReadPath(SectionReader reader)
    {
        var text = reader.Get(Path) ?? "";
        if (text.StartsWith('/') || SourceTree.Join("", text) is not { } path)
        {
            reader.Problems.Add($"path '{text}' leaves the repository", reader.LocationOf(Path), "name a directory inside the repository");
            return "";
        }

        return path;
    }

    private static ArchiveSettings ReadArchive(SectionReader reader)
    {
        var defaults = new ArchiveSettings();
        return new ArchiveSettings
        {
            Name = reader.Get(ArchiveName) ?? defaults.Name,
            Format = reader.Get(ArchiveFormat) ?? defaults.Format,
            Files = OrEmpty(reader.Get(ArchiveFiles)),
        };
    }

    private static ImmutableArray<T> OrEmpty<T>(ImmutableArray<T> items) => items.IsDefault ? [] : items;
}
