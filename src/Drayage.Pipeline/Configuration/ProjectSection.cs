using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Drayage.Pipeline.Configuration.Automation;
using Drayage.Pipeline.Configuration.Reading;
using Drayage.Platform.Secrets;

namespace Drayage.Pipeline.Configuration;

/// <summary>The top level of <c>drayage.yaml</c>.</summary>
internal sealed class ProjectSection
{
    private const string CurrentSchema = "1";
    private const string DefaultTag = "v{{ version }}";

    private static readonly Setting<string> SchemaVersion = Settings.Choice("schema", "Version of this file's format. Default: 1.", CurrentSchema);
    private static readonly Setting<string> Project = Settings.Text("project", "Name of the project.", required: true);
    private static readonly Setting<string> Repository = Settings.Text("repository", "owner/name on GitHub. Default: that of the remote origin.");
    private static readonly Setting<string> Description = Settings.Text("description", "One sentence, for image annotations and package pages.");
    private static readonly Setting<string> Homepage = Settings.Text("homepage", "Address of the project's page.");
    private static readonly Setting<string> Licence = Settings.Text("licence", "SPDX licence expression.");
    private static readonly Setting<VersionSource> Version = VersionSources.Project();
    private static readonly Setting<ImmutableArray<VersionFile>> Files = VersionSources.Files("the shared");
    private static readonly Setting<string> Tag = Settings.Text("tag", "Tag template of releases that share the project's version. Default: \"v{{ version }}\".");
    private static readonly Setting<string> WhenTagged = TagTemplates.When("tagging", "When release tags are made: before (a tag starts the release, or comes with the GitHub release) or after (an annotated tag, once the registries serve what was published; needs a destination of kind github). Default: before.");
    private static readonly Setting<ImmutableArray<string>> Exclude = Settings.Texts("exclude", "Globs of paths that detection leaves out.");
    private static readonly Setting<string> SigningKey = Settings.Text("signing-key", "Private key that seals releases: file:PATH or env:NAME. Never the key itself.");
    private static readonly Setting<string> PublicKey = Settings.Text("public-key", "File with the public half of the signing key, in PEM: what others check releases with. Relative to this file.");

    private static readonly Setting<SecretReference> Journal = Settings.Parsed(
        "journal",
        "Reference to the connection string of the PostgreSQL database that keeps the journals of several runners: env:NAME or file:PATH. Default: a file beside the waybill.",
        SecretReference.Parse);

    private readonly ComponentSection componentSection;
    private readonly DestinationSection destinationSection;
    private readonly Setting<ConfigNode> components;
    private readonly Setting<ConfigNode> destinations;
    private readonly SettingsSection section;

    public ProjectSection(ComponentSection componentSection, DestinationSection destinationSection)
    {
        this.componentSection = componentSection;
        this.destinationSection = destinationSection;
        // Read as they stand: components need the project's tag template, which may stand below them.
        components = new Setting<ConfigNode>("components", "What the project releases, by id.", componentSection.Schema, (node, _) => node) { IsRequired = true };
        destinations = new Setting<ConfigNode>("destinations", "Where people fetch it, by id.", destinationSection.Schema, (node, _) => node);
        section = new SettingsSection(
            ConfigurationFile.Name,
            "Configuration of a project that Drayage releases.",
            [SchemaVersion, Project, Repository, Description, Homepage, Licence, Version, Files, Tag, WhenTagged, ChangelogSection.Setting, Exclude, SigningKey, PublicKey, Journal, WorkflowSection.Setting, FilterSection.Setting, destinations, components]);
    }

    public ProjectSettings? Read(ConfigNode root, ConfigProblems problems) => SectionReader.Read(root, section, problems, Read);

    /// <summary>Of the top level, only what delivering needs; other keys are left unread.</summary>
    public DeliverySettings? ReadDelivery(ConfigNode root, ConfigProblems problems)
    {
        var part = new SettingsSection(ConfigurationFile.Name, section.Summary, [Repository, PublicKey, Journal, destinations]);
        var keys = part.Settings.Select(setting => setting.Key).ToHashSet(StringComparer.Ordinal);
        var node = root is ConfigNode.Mapping mapping ? mapping with { Entries = [.. mapping.Entries.Where(entry => keys.Contains(entry.Key))] } : root;
        return SectionReader.Read(node, part, problems, reader => new DeliverySettings
        {
            Repository = reader.Get(Repository),
            PublicKey = reader.Get(PublicKey),
            Journal = reader.Get(Journal),
            Destinations = reader.Get(destinations) is { } places ? destinationSection.Read(places, reader.Problems) : [],
        });
    }

    public JsonObject Schema() => section.ToSchema();

    private ProjectSettings Read(SectionReader reader)
    {
        _ = reader.Get(SchemaVersion);
        var tag = ReadTag(reader);
        var tagging = TagTemplates.ReadWhen(reader.Get(WhenTagged)) ?? Tagging.Before;
        var settings = new ProjectSettings
        {
            Project = reader.Get(Project) ?? "",
            Repository = reader.Get(Repository),
            Description = reader.Get(Description),
            Homepage = reader.Get(Homepage),
            Licence = reader.Get(Licence),
            SharedVersion = reader.Get(Version) ?? new VersionSource.Manifest(),
            VersionFiles = reader.Get(Files) is { IsDefault: false } files ? files : [],
            Changelog = reader.Get(ChangelogSection.Setting) ?? new ChangelogSettings(),
            Exclude = reader.Get(Exclude) is { IsDefault: false } exclude ? exclude : [],
            SigningKey = reader.Get(SigningKey),
            Journal = reader.Get(Journal),
            PublicKey = reader.Get(PublicKey),
            Destinations = reader.Get(destinations) is { } places ? destinationSection.Read(places, reader.Problems) : [],
            Components = reader.Get(components) is { } parts ? componentSection.Read(parts, reader.Problems, new ProjectTag(tag, tagging)) : [],
            Workflows = reader.Get(WorkflowSection.Setting) ?? new WorkflowSettings { At = reader.At },
            Filters = reader.Get(FilterSection.Setting) is { IsDefault: false } filters ? filters : [],
            At = reader.At,
        };
        FilterSection.Check(settings.Filters, settings.Components, reader.Problems);
        CrossReferences.Check(settings, reader.Get(destinations), reader.Get(components), reader.Problems);
        CheckSigningKey(reader, settings.SigningKey);
        if (!settings.VersionFiles.IsEmpty && !settings.Components.IsEmpty && settings.Components.All(component => component.OwnVersion is not null))
            reader.Problems.Add("no component shares the project's version, so nothing moves its version-files", reader.LocationOf(Files), "move them to the component whose version they state");
        return settings;
    }

    private static string ReadTag(SectionReader reader)
    {
        var tag = reader.Get(Tag) ?? DefaultTag;
        TagTemplates.CheckShared(tag, reader.LocationOf(Tag), reader.Problems);
        return tag;
    }

    private static void CheckSigningKey(SectionReader reader, string? key)
    {
        if (key is not null && !key.StartsWith("file:", StringComparison.Ordinal) && !key.StartsWith("env:", StringComparison.Ordinal))
            reader.Problems.Add("signing-key is no reference", reader.LocationOf(SigningKey), "write file:PATH or env:NAME; a key never stands in the configuration");
    }
}
