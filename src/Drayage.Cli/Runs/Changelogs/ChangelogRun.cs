using System.Collections.Immutable;
using Drayage.Cli.Projects;
using Drayage.Model;
using Drayage.Model.Components;
using Drayage.Model.Versions;
using Drayage.Pipeline.Changelogs;
using Drayage.Pipeline.Configuration;
using Drayage.Pipeline.Detection;
using Drayage.Platform.Git;

namespace Drayage.Cli.Runs.Changelogs;

/// <summary>Reads the history of a repository for change logs: all of it, by one git process.</summary>
internal sealed class ChangelogRun
{
    private ChangelogRun(GitRepository git, ProjectSettings settings, LineChanges changes, ComponentSettings? component)
    {
        Git = git;
        Settings = settings;
        Changes = changes;
        Component = component;
    }

    public GitRepository Git { get; }

    public ProjectSettings Settings { get; }

    public LineChanges Changes { get; }

    /// <summary>The component whose change log it is; null for that of the project.</summary>
    public ComponentSettings? Component { get; }

    /// <summary>The change log's file, relative to the root.</summary>
    public string File => ChangelogPlace.Of(Settings, Component, directory => Directory.Exists(Path.Combine(Git.Root, directory)));

    /// <param name="only">The component; null for all that share the project's version.</param>
    /// <exception cref="ReleaseException">There is no commit, history is cut off, or there is no telling whose change log is meant.</exception>
    public static async Task<ChangelogRun> OpenAsync(Composition composition, string directory, ComponentId? only, CancellationToken cancellationToken)
    {
        var loader = new ProjectLoader(composition);
        var git = await loader.OpenGitAsync(directory, cancellationToken);
        RefuseCutHistory(git);
        var head = await ProjectLoader.HeadAsync(git, cancellationToken);
        var settings = await loader.ReadSettingsAsync(git, cancellationToken);
        var members = Members(settings, only);
        var isOfComponent = only is not null;
        var commits = await git.HistoryAsync(head.Id.Hex, ChangePaths.Of(settings, members, isOfComponent).AreNeeded, cancellationToken);
        var component = isOfComponent || members[0].OwnVersion is not null ? members[0] : null;
        return new ChangelogRun(git, settings, LineChanges.Of(settings, members, isOfComponent, commits), component);
    }

    /// <exception cref="ReleaseException">The template is missing or wrong.</exception>
    public async Task<ChangelogTemplate> TemplateAsync(string? named, CancellationToken cancellationToken)
    {
        if (named is not null)
        {
            return System.IO.File.Exists(named)
                ? ChangelogTemplate.Of(Settings, new SourceTree(Git.Root, []), (named, await System.IO.File.ReadAllTextAsync(named, cancellationToken)))
                : throw new ReleaseException(ExitCode.Usage, $"the template {named} does not exist", null, "name a file: --template FILE");
        }

        var path = Settings.Changelog.Template;
        return ChangelogTemplate.Of(Settings, new SourceTree(Git.Root, path is not null && System.IO.File.Exists(Path.Combine(Git.Root, path)) ? [path] : []));
    }

    /// <summary>Fails for a version whose tag is there and not below what is checked out: its changes are not to be seen from here.</summary>
    public async Task RefuseElsewhereAsync(ReleaseVersion version, CancellationToken cancellationToken)
    {
        var tag = Changes.TagOf(version);
        if (Changes.Has(version) || await Git.ResolveAsync($"refs/tags/{tag}", cancellationToken) is null)
            return;
        throw new ReleaseException(
            ExitCode.Refused,
            $"the changes of {version.Text} cannot be told from here",
            $"tag {tag} is not in the history of what is checked out",
            $"check it out first: git switch --detach {tag}");
    }

    public static void RefuseCutHistory(GitRepository git)
    {
        if (!git.IsShallow)
            return;
        throw new ReleaseException(
            ExitCode.Refused,
            "there is no telling what changed",
            $"the clone in {git.Root} is shallow: commits and tags are missing",
            "fetch the rest: git fetch --unshallow --tags (fetch-depth: 0 with actions/checkout)");
    }

    private static ImmutableArray<ComponentSettings> Members(ProjectSettings settings, ComponentId? only)
    {
        if (only is not null)
            return settings.Components.FirstOrDefault(component => component.Id == only) is { } named ? [named] : throw UnknownComponent.Of(only, settings);

        ImmutableArray<ComponentSettings> sharing = [.. settings.Components.Where(component => component.OwnVersion is null)];
        return (sharing, settings.Components) switch
        {
            ({ IsEmpty: false }, _) => sharing,
            (_, [var single]) => [single],
            ({ IsEmpty: true }, { IsEmpty: true }) => throw new ReleaseException(ExitCode.Usage, "the project has no component", null, "add one to drayage.yaml"),
            _ => throw new ReleaseException(
                ExitCode.Usage,
                "each component has a change log of its own",
                $"components: {string.Join(", ", settings.Components.Select(component => component.Id))}",
                $"say which one: --only {settings.Components[0].Id}"),
        };
    }
}
