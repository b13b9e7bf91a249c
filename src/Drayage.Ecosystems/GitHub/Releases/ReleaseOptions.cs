using System.Collections.Immutable;
using System.Globalization;
using Drayage.Formats.Templates;
using Drayage.Model;
using Drayage.Model.Versions;
using Drayage.Pipeline.Changelogs;
using Drayage.Pipeline.Publishing;

namespace Drayage.Ecosystems.GitHub.Releases;

/// <summary>What a release says besides its assets, as a consignment's options carry it.</summary>
internal sealed record ReleaseOptions
{
    public required Uri Api { get; init; }

    public required string Tag { get; init; }

    /// <summary>Full id of the commit that the tag names.</summary>
    public required string Commit { get; init; }

    public required string Title { get; init; }

    /// <summary>Markdown; empty for none.</summary>
    public required string Notes { get; init; }

    public required bool GeneratesNotes { get; init; }

    public required bool IsPreRelease { get; init; }

    public required bool IsLatest { get; init; }

    /// <inheritdoc cref="GitHubSettings.PythonIndex"/>
    public Uri? PythonIndex { get; init; }

    public static ReleaseOptions Plan(GitHubSettings settings, DestinationContext context, string tag, ImmutableArray<ComponentDelivery> components)
    {
        var variables = Variables(context, tag, components);
        var isPreRelease = settings.IsPreRelease ?? (settings.RollingTag is not null || components.Any(component => component.Standing.IsPreRelease));
        return new ReleaseOptions
        {
            Api = settings.Api,
            Tag = tag,
            Commit = context.Source.Commit,
            Title = Template.Parse(settings.Title, settings.TitleAt).Render(variables),
            Notes = NotesOf(settings, context, components[0], variables),
            GeneratesNotes = settings.GeneratesNotes,
            IsPreRelease = isPreRelease,
            IsLatest = !isPreRelease && (settings.IsLatest ?? IsHighestOfProject(context, components)),
            PythonIndex = settings.PythonIndex,
        };
    }

    public static ReleaseOptions Of(IReadOnlyDictionary<string, string> options) => new()
    {
        Api = new Uri(options["api"]),
        Tag = options["tag"],
        Commit = options["commit"],
        Title = options["title"],
        Notes = options["notes"],
        GeneratesNotes = options["generate-notes"] == True,
        IsPreRelease = options["prerelease"] == True,
        IsLatest = options["latest"] == True,
        PythonIndex = options.TryGetValue(PythonIndexOption, out var index) ? new Uri(index) : null,
    };

    public ImmutableSortedDictionary<string, string> ToOptions()
    {
        var options = Always();
        return PythonIndex is null ? options : options.Add(PythonIndexOption, PythonIndex.AbsoluteUri);
    }

    private ImmutableSortedDictionary<string, string> Always() => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["api"] = Api.AbsoluteUri,
        ["tag"] = Tag,
        ["commit"] = Commit,
        ["title"] = Title,
        ["notes"] = Notes,
        ["generate-notes"] = Word(GeneratesNotes),
        ["prerelease"] = Word(IsPreRelease),
        ["latest"] = Word(IsLatest),
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    private const string PythonIndexOption = "python-index";
    private const string True = "true";

    private static string Word(bool value) => value ? True : "false";

    // A repository has one latest release. Where components have versions of their own beside the project's, those never take it.
    private static bool IsHighestOfProject(DestinationContext context, ImmutableArray<ComponentDelivery> components)
    {
        var isOfProject = components.Any(component => component.Settings.OwnVersion is null)
            || context.Project.Components.All(component => component.OwnVersion is not null);
        return isOfProject && components[0].Standing.IsLatest;
    }

    private static string NotesOf(GitHubSettings settings, DestinationContext context, ComponentDelivery first, TemplateVariables variables)
    {
        var written = settings.NotesFile is { } template ? WrittenNotes(settings, context, first.Version.Text, template, variables) : "";
        // The release says its version itself.
        var told = settings.TellsChanges ? ReleaseNotes.Of(first.Version.Text, context.ChangelogOf(first.Settings, first.Version), "the change log") : "";
        return written + (written.Length > 0 && told.Length > 0 ? "\n\n" : "") + told;
    }

    private static string WrittenNotes(GitHubSettings settings, DestinationContext context, string version, string template, TemplateVariables variables)
    {
        var path = Template.Parse(template, settings.NotesFileAt).Render(variables);
        if (!context.Tree.Contains(path))
        {
            throw new ReleaseException(
                ExitCode.Refused,
                $"destination {settings.Id}: the release notes {path} are missing",
                $"{settings.NotesFileAt}: the repository has no such file",
                $"write {path} and commit it, or take notes-file out");
        }

        return ReleaseNotes.Of(version, context.Tree.ReadText(path), path);
    }

    private static TemplateVariables Variables(DestinationContext context, string tag, ImmutableArray<ComponentDelivery> components)
    {
        var (commit, first) = (context.Source.Commit, components[0].Component);
        var variables = TemplateVariables.Of(VersionVariables.Of(components[0].Version).Values
                .Select(variable => KeyValuePair.Create(variable.Key, TemplateValue.FromString(variable.Value))))
            .With("project", context.Project.Project)
            .With("tag", tag)
            .With("commit", commit)
            .With("short_commit", commit[..Math.Min(7, commit.Length)])
            .With("date", DateTimeOffset.FromUnixTimeSeconds(context.Source.CommitTime).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        // Only a release of one component has a component's name.
        return components.Length == 1
            ? variables.With("component", first.Id.Text).With("package", first.Package)
            : variables;
    }
}
