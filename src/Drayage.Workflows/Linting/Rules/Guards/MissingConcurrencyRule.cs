namespace Drayage.Workflows.Linting.Rules.Guards;

internal sealed class MissingConcurrencyRule : LintRule
{
    public override string Id => "missing-concurrency";

    public override Severity Severity => Severity.Note;

    public override string Title => "two runs may publish at the same time";

    public override IEnumerable<Finding> Check(LintTarget target)
    {
        if (target.Workflow is not { Concurrency: null } workflow || workflow.Triggers.All(trigger => trigger.Event == "workflow_call"))
            yield break;
        var jobs = PublishingJob.In(target).Where(job => job.Job.Job.Concurrency is null).ToArray();
        // Told once for the workflow: one group for all of it is what mends it.
        if (jobs is [var first, ..])
            yield return Found(
                target.Source,
                first.Job.Job.Id.Place,
                $"two runs of the workflow may publish side by side: job '{first.Job.Id}' {first.What}",
                "the later run may be overtaken by the earlier one, which then moves a floating tag back",
                "concurrency: {group: \"${{ github.workflow }}\", cancel-in-progress: false}");
    }
}
