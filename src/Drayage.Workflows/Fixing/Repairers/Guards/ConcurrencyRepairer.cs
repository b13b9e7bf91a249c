using Drayage.Workflows.Definitions;
using Drayage.Workflows.Fixing.Editing;
using Drayage.Workflows.Fixing.Planning;
using Drayage.Workflows.Linting.Rules.Guards;

namespace Drayage.Workflows.Fixing.Repairers.Guards;

/// <summary>
/// Lets runs of a release workflow for one tag wait for each other. Only where nothing but tags and releases starts it: of runs that
/// wait for a branch, GitHub keeps the last one only.
/// </summary>
internal sealed class ConcurrencyRepairer : Repairer
{
    public override string Rule => "missing-concurrency";

    public override IEnumerable<Repair> Propose(RepairTarget target)
    {
        if (target.Lint.Workflow is not { Concurrency: null } workflow || target.Edit(workflow.Source) is not { } file || !workflow.Triggers.All(IsOnceATag))
            yield break;
        var finding = PublishingJob.In(target.Lint).Select(job => target.Find(Rule, workflow.Source, job.Job.Job.Id.Place)).FirstOrDefault(found => found is not null);
        var group = NewEntry.Mapping("concurrency", NewEntry.Text("group", "${{ github.workflow }}-${{ github.ref }}"), NewEntry.Text("cancel-in-progress", "false"));
        if (finding is not null && TopLevelEdits.InsertBeforeJobs(file, workflow, group) is { } edit)
            yield return new Repair(finding, file.Path, "let runs for the same tag wait for each other", [edit]);
    }

    private static bool IsOnceATag(Trigger trigger) => trigger.Event switch
    {
        "release" => true,
        "push" => !trigger.Tags.IsEmpty && trigger.Branches.IsEmpty && trigger.BranchesIgnored.IsEmpty,
        "workflow_dispatch" => trigger.Inputs.IsEmpty,
        _ => false,
    };
}
