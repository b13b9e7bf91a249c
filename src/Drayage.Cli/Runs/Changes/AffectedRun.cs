using System.Collections.Immutable;
using Drayage.Cli.Projects;
using Drayage.Model;
using Drayage.Pipeline.Affected;

namespace Drayage.Cli.Runs.Changes;

/// <summary>What the changes since a commit affect.</summary>
internal static class AffectedRun
{
    /// <param name="since">A revision; what counts are the changes since it and the checked-out commit parted, and those not yet committed. What a push calls its predecessor where there is none, 40 zeros, means everything.</param>
    /// <exception cref="ReleaseException">There is no such commit, or the two share no history that is here.</exception>
    public static async Task<AffectedParts> OfAsync(Composition composition, OpenedProject project, string since, CancellationToken cancellationToken)
    {
        if (since.Length >= 40 && since.All(digit => digit == '0'))
            return AffectedAnalysis.All(project.Settings);
        if (await project.Git.ResolveAsync(since, cancellationToken) is not { } commit)
        {
            throw new ReleaseException(
                ExitCode.Usage, $"--base: there is no commit '{since}'", project.Git.IsShallow ? "the clone is shallow" : null, "fetch it, in a workflow with fetch-depth: 0 at the checkout");
        }

        var parted = await project.Git.MergeBaseAsync(commit.Hex, project.Source.Commit, cancellationToken) ?? throw new ReleaseException(
            ExitCode.Usage, $"--base: '{since}' shares no history with the checked-out commit", project.Git.IsShallow ? "the clone is shallow" : null, "fetch the history, in a workflow with fetch-depth: 0 at the checkout");
        var committed = await project.Git.ChangedPathsAsync(parted.Hex, project.Source.Commit, cancellationToken);
        ImmutableArray<string> changed = [.. committed.Union(project.ChangedPaths, StringComparer.Ordinal)];
        if (changed.IsEmpty)
            return new AffectedParts([], [], [], []);
        var plan = await new ProjectLoader(composition).PlanAsync(project, PlanChoices.All, cancellationToken);
        return AffectedAnalysis.Of(project.Settings, project.Catalog, plan, project.Tree, changed);
    }
}
