using Drayage.Cli.Projects;
using Drayage.Model;
using Drayage.Model.Planning;

namespace Drayage.Cli.Runs;

/// <summary>What is refused before anything is built.</summary>
internal static class ReleaseRules
{
    private const int Shown = 10;

    public static void RefuseDirty(OpenedProject project, bool allowed)
    {
        if (allowed || !project.Source.IsDirty)
            return;
        var more = project.ChangedPaths.Length > Shown ? $"\nand {project.ChangedPaths.Length - Shown} more" : "";
        throw new ReleaseException(
            ExitCode.Refused,
            $"the work tree differs from commit {project.Source.Commit[..12]}",
            string.Join('\n', project.ChangedPaths.Take(Shown)) + more,
            "commit or stash these files; --allow-dirty releases what no commit holds");
    }

    public static void RefuseTaken(Plan plan)
    {
        var taken = plan.Components.Where(c => c.State is ComponentState.TakenByOtherCommit).ToArray();
        if (taken.Length == 0)
            return;
        throw new ReleaseException(
            ExitCode.Refused,
            taken.Length == 1 ? $"version {taken[0].Version} of {taken[0].Id} is taken by another commit" : $"{taken.Length} components have versions that other commits took",
            string.Join('\n', taken.Select(c => $"{c.Id} {c.Version}: {c.State.Reason}")),
            "raise the version, or check out the commit that the tag names");
    }
}
