using Drayage.Cli.Projects;
using Drayage.Model;

namespace Drayage.Cli.Checking;

/// <summary>The work tree is what the commit says.</summary>
internal sealed class WorkTreeCheck : ICheck
{
    private const int Shown = 3;

    public string Name => "work-tree";

    public Task<CheckOutcome> RunAsync(OpenedProject project, CancellationToken cancellationToken) => Task.FromResult<CheckOutcome>(project.Source.IsDirty
        ? new CheckOutcome.Bad(
            $"not as in commit {project.Source.Commit[..12]}: {Counted.Of(project.ChangedPaths.Length, "path")}, {string.Join(", ", project.ChangedPaths.Take(Shown))}{(project.ChangedPaths.Length > Shown ? ", …" : "")}",
            "commit or put aside the changes")
        : new CheckOutcome.Good($"clean at commit {project.Source.Commit[..12]}"));
}
