namespace Drayage.Workflows.Linting.Rules.Guards;

internal sealed class MissingTimeoutRule : LintRule
{
    public override string Id => "missing-timeout";

    public override Severity Severity => Severity.Note;

    public override string Title => "a job that publishes may hang for hours";

    public override IEnumerable<Finding> Check(LintTarget target) =>
        PublishingJob.In(target)
            .Where(job => job.Job.Job.TimeoutMinutes is null && job.Step.Traced.Step.TimeoutMinutes is null)
            .Select(job => Found(target.Source, job.Job.Job.Id.Place, $"job '{job.Job.Id}' {job.What} and has no timeout", "a registry that does not answer holds it for six hours", "timeout-minutes: 30"));
}
