using System.Collections.Immutable;
using Drayage.Cli.Projects;
using Drayage.Model;
using Drayage.Model.Components;
using Drayage.Pipeline.Layout;
using Drayage.Pipeline.Versioning;
using Drayage.Platform.Storage;

namespace Drayage.Cli.Runs.Versioning;

/// <summary>Looks at the versions of a repository and edits them.</summary>
internal sealed class VersionRun
{
    private VersionRun(OpenedProject project, VersionSurvey survey)
    {
        Project = project;
        Survey = survey;
    }

    public OpenedProject Project { get; }

    public VersionSurvey Survey { get; }

    public static async Task<VersionRun> OpenAsync(Composition composition, string directory, CancellationToken cancellationToken)
    {
        var project = await new ProjectLoader(composition).OpenAsync(directory, cancellationToken);
        var request = await ProjectLoader.RequestAsync(project, PlanChoices.Now, cancellationToken);
        return new VersionRun(project, VersionSurvey.Of(request, composition.Ecosystems));
    }

    /// <summary>Opens the repository to edit it; first finishes an edit that an earlier run was killed in.</summary>
    public static async Task<VersionRun> OpenForEditAsync(Composition composition, string directory, CancellationToken cancellationToken)
    {
        var git = await new ProjectLoader(composition).OpenGitAsync(directory, cancellationToken);
        var finished = await new AtomicFileSet(new WorkLayout(git.Root).Edits).FinishAsync(cancellationToken);
        foreach (var file in finished)
            Rendering.ErrorMessage.Warning(composition.Terminal, $"{Path.GetRelativePath(git.Root, file)}: finished an edit that was interrupted");
        return await OpenAsync(composition, directory, cancellationToken);
    }

    /// <summary>The lines that components belong to; for none the only line.</summary>
    /// <exception cref="ReleaseException">A component is unknown, or there are several lines to choose from.</exception>
    public ImmutableArray<VersionLine> Chosen(ImmutableArray<ComponentId> only)
    {
        if (!only.IsEmpty)
            return Named(only);
        Readable();
        return Survey.Lines switch
        {
            [var line] => [line],
            [] => throw new ReleaseException(ExitCode.Usage, "the project has no component", null, "add one to drayage.yaml, or let drayage init write it"),
            var several => throw new ReleaseException(
                ExitCode.Usage,
                $"the project has {several.Length} versions of its own",
                string.Join(", ", several.Select(line => $"{line.Version.Text} of {line.Name}")),
                $"say which one: --only {several[0].Members[0].Id}"),
        };
    }

    /// <summary>All lines, or those that components belong to.</summary>
    public ImmutableArray<VersionLine> AllOr(ImmutableArray<ComponentId> only) => only.IsEmpty ? Survey.Lines : Named(only);

    /// <summary>Fails where a place could not be read: an edit would miss it.</summary>
    public void Readable()
    {
        if (Survey.Unreadable is [var first, ..])
            throw first.ToException(ExitCode.Usage);
    }

    /// <summary>Fails where the places of a line disagree: a bump would hide which of them was right.</summary>
    public void Agreed(VersionLine line)
    {
        var problems = VersionCheck.Of(Survey, [line]);
        if (problems is not [var first, ..])
            return;
        throw new ReleaseException(
            ExitCode.Refused,
            $"version {line.Version.Text} of {line.Name} was not changed: its files disagree",
            string.Join('\n', problems.Take(5).Select(problem => $"{problem.Message}; {problem.Because}")) + (problems.Length > 5 ? $"\n… and {problems.Length - 5} more" : ""),
            first.Hint.StartsWith("set all", StringComparison.Ordinal) ? $"look at all of them (drayage version check), then {first.Hint}" : "look at all of them: drayage version check");
    }

    /// <summary>Edits all files, or none.</summary>
    public async Task ApplyAsync(ImmutableArray<VersionMove> moves, CancellationToken cancellationToken)
    {
        var files = VersionMove.Edited(Project.Tree, moves);
        if (files.IsEmpty)
            return;
        var layout = new WorkLayout(Project.Root);
        layout.CreateCache();
        await new AtomicFileSet(layout.Edits).ReplaceAsync([.. files.Select(file => (Project.Tree.FullPath(file.Path), file.Content))], cancellationToken);
    }

    private ImmutableArray<VersionLine> Named(ImmutableArray<ComponentId> only)
    {
        if (only.FirstOrDefault(id => Project.Settings.Components.All(component => component.Id != id)) is { } unknown)
            throw UnknownComponent.Of(unknown, Project.Settings);
        Readable();
        return [.. Survey.Lines.Where(line => line.Members.Any(member => only.Contains(member.Id)))];
    }
}
