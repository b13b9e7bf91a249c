using System.Collections.Immutable;
using Drayage.Workflows.Definitions;

namespace Drayage.Workflows.Resolution;

/// <summary>What the token of a job may do, for one way of starting the job.</summary>
/// <param name="Decisive">The <c>permissions</c> key that decides; null where none does.</param>
/// <param name="Calls">The jobs that call the workflow, outermost first; empty where the workflow is started by an event.</param>
public sealed record TokenAccess(PermissionSet? Decisive, ImmutableArray<Job> Calls)
{
    /// <summary>Null where the repository's settings or a caller of another repository decide.</summary>
    public PermissionLevel? this[string scope] => Decisive?[scope];

    /// <summary>
    /// The ways in which a job gets its token: one for events, and one for each job that calls the workflow.
    /// A called workflow never has more than its caller; what it names itself stands, since GitHub refuses to start what asks for more.
    /// </summary>
    public static ImmutableArray<TokenAccess> Of(WorkflowRepository repository, Workflow workflow, Job job)
    {
        var own = job.Permissions ?? workflow.Permissions;
        return [.. Ways(repository, workflow, own, [])];
    }

    private static IEnumerable<TokenAccess> Ways(WorkflowRepository repository, Workflow workflow, PermissionSet? own, ImmutableArray<Job> below)
    {
        if (own is not null)
            return [new TokenAccess(own, below)];
        var byEvent = workflow.Triggers.Any(trigger => trigger.Event != "workflow_call");
        // More than GitHub's own four levels of calls, so that workflows that call each other come to an end.
        var callers = below.Length < 10 ? repository.CallersOf(workflow).ToArray() : [];
        var called = callers.SelectMany(call => Ways(repository, call.Caller, call.Job.Permissions ?? call.Caller.Permissions, below.Insert(0, call.Job)));
        return byEvent || callers.Length == 0 ? called.Prepend(new TokenAccess(null, below)) : called;
    }
}
