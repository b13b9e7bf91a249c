using System.Collections.Immutable;
using Drayage.Cli.Runs;
using Drayage.Model;
using Drayage.Model.Planning;
using Drayage.Pipeline.Configuration;
using Drayage.Pipeline.Detection;
using Drayage.Pipeline.Planning;
using Drayage.Platform.Git;

namespace Drayage.Cli.Projects;

/// <summary>Opens repositories: git, the source tree, detection and <c>drayage.yaml</c>.</summary>
internal sealed class ProjectLoader(Composition composition)
{
    /// <summary>Opens the repository that a directory is in.</summary>
    /// <exception cref="ReleaseException">There is no repository, no commit or no valid configuration.</exception>
    public async Task<OpenedProject> OpenAsync(string directory, CancellationToken cancellationToken)
    {
        var git = await OpenGitAsync(directory, cancellationToken);
        var snapshot = git.SnapshotAsync(cancellationToken);
        var status = git.StatusAsync(cancellationToken);
        var head = await HeadAsync(git, cancellationToken);
        var settings = await ReadSettingsAsync(git, cancellationToken);
        var tree = new SourceTree(git.Root, (await snapshot).Files.Select(f => f.Path));
        return new OpenedProject
        {
            Git = git,
            Snapshot = await snapshot,
            Tree = tree,
            Source = new SourceRevision(head.Id.Hex, head.CommitTime.ToUnixTimeSeconds(), (await status).IsDirty),
            ChangedPaths = [.. (await status).Changes.Select(c => c.Path)],
            Settings = settings,
            Catalog = composition.Detection.Run(tree, settings, [], cancellationToken),
        };
    }

    /// <summary>The tree of a directory without configuration: all of the repository, or all files where there is none.</summary>
    public async Task<SourceTree> TreeAsync(string directory, CancellationToken cancellationToken) =>
        await GitRepository.OpenAsync(composition.Processes, directory, cancellationToken) is GitOpening.Opened opened
            ? new SourceTree(opened.Repository.Root, await opened.Repository.FilesAsync(cancellationToken))
            : DirectoryTree.Read(directory);

    public async Task<Plan> PlanAsync(OpenedProject project, PlanChoices choices, CancellationToken cancellationToken)
    {
        Selection.RefuseUnknown(choices.Only, project.Settings);
        var request = await RequestAsync(project, choices, cancellationToken);
        var client = composition.Client(project.Root);
        var destinations = await Task.WhenAll(project.Settings.Destinations.Select(d => composition.Destinations[d.Kind].CompleteAsync(d, client, cancellationToken)));
        return new Planner(composition.Ecosystems, composition.Destinations).Plan(request with { Settings = project.Settings with { Destinations = [.. destinations] } });
    }

    /// <summary>What a plan is made from, and a look at the versions.</summary>
    public static async Task<PlanRequest> RequestAsync(OpenedProject project, PlanChoices choices, CancellationToken cancellationToken)
    {
        var tags = await project.Git.TagsAsync(cancellationToken);
        var changed = new ChangedPaths(project.Git, project.Source.Commit);
        return new PlanRequest
        {
            Settings = project.Settings,
            Catalog = project.Catalog,
            Tree = project.Tree,
            Source = project.Source,
            Tags = [.. tags.Select(t => new ExistingTag(t.Name, t.Commit.Hex))],
            ChangedSince = changed.Since,
            CommitsSince = new CommitCount(project.Git, project.Source.Commit).Since,
            ChangelogOf = new ReleaseChangelog(project).Of,
            Tag = choices.Tag,
            Only = choices.Only,
            IgnoreTags = choices.IgnoreTags,
        };
    }

    /// <summary>The commit that is checked out.</summary>
    /// <exception cref="ReleaseException">There is none yet.</exception>
    public static async Task<GitCommit> HeadAsync(GitRepository git, CancellationToken cancellationToken) =>
        await git.HeadAsync(cancellationToken) ?? throw new ReleaseException(
            ExitCode.Refused, "the repository has no commit", git.Root, "commit the sources first: a release names a commit");

    public async Task<GitRepository> OpenGitAsync(string directory, CancellationToken cancellationToken) =>
        await GitRepository.OpenAsync(composition.Processes, directory, cancellationToken) switch
        {
            GitOpening.Opened opened => opened.Repository,
            GitOpening.NoRepository none => throw new ReleaseException(
                ExitCode.Usage,
                $"{none.Directory} is in no git repository",
                none.Detail,
                "run drayage inside a repository, or name one with --directory"),
            _ => throw new InvalidOperationException("unreachable: the union is closed"),
        };

    public async Task<ProjectSettings> ReadSettingsAsync(GitRepository git, CancellationToken cancellationToken)
    {
        var path = Path.Combine(git.Root, ConfigurationFile.Name);
        if (!File.Exists(path))
        {
            throw new ReleaseException(
                ExitCode.Usage,
                $"there is no {ConfigurationFile.Name}",
                $"looked in {git.Root}",
                "write one from what the repository holds: drayage init");
        }

        var settings = composition.Configuration.Read(await ReadTextAsync(path, cancellationToken), ConfigurationFile.Name);
        if (settings.Repository is not null)
            return settings;
        var remotes = await git.RemotesAsync(cancellationToken);
        var origin = remotes.FirstOrDefault(r => r.Name == "origin") ?? remotes.FirstOrDefault();
        return settings with { Repository = origin?.Address?.Slug };
    }

    private static async Task<string> ReadTextAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllTextAsync(path, cancellationToken);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ReleaseException(
                ExitCode.Usage, $"{ConfigurationFile.Name} cannot be read", error.Message, $"see what it is and who may read it: ls -l {path}", error);
        }
    }
}

/// <summary>What a command line says about the plan.</summary>
/// <param name="Tag">The tag that is being released.</param>
/// <param name="Only">Chosen components; empty for all.</param>
/// <param name="IgnoreTags">Take all components as to be released.</param>
internal sealed record PlanChoices(string? Tag, ImmutableArray<Model.Components.ComponentId> Only, bool IgnoreTags)
{
    /// <summary>What a release of this commit would take.</summary>
    public static PlanChoices Now { get; } = new(Tag: null, [], IgnoreTags: false);

    /// <summary>All components, those that are released already among them.</summary>
    public static PlanChoices All { get; } = new(Tag: null, [], IgnoreTags: true);
}
