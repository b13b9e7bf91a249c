using System.Collections.Immutable;
using Drayage.Cli.Runs.Changelogs;
using Drayage.Model.Versions;
using Drayage.Pipeline.Changelogs;
using Drayage.Pipeline.Configuration;
using Drayage.Platform.Git;

namespace Drayage.Cli.Projects;

/// <summary>What changed with each version that is released; the history is read once, and only when somebody asks.</summary>
internal sealed class ReleaseChangelog(OpenedProject project)
{
    private ImmutableArray<GitHistoryCommit>? history;

    // The planner is synchronous, since all else that it reads is; one git call stands behind this.
    public string Of(ComponentSettings component, ReleaseVersion version)
    {
        ChangelogRun.RefuseCutHistory(project.Git);
        history ??= project.Git.HistoryAsync(project.Source.Commit, withPaths: true, CancellationToken.None).GetAwaiter().GetResult();
        ImmutableArray<ComponentSettings> members =
            component.OwnVersion is null ? [.. project.Settings.Components.Where(other => other.OwnVersion is null)] : [component];
        var changes = LineChanges.Of(project.Settings, members, isOfComponent: false, history.Value).Of(version);
        return ChangelogTemplate.Of(project.Settings, project.Tree).Render(changes, component.OwnVersion is null ? null : component);
    }
}
