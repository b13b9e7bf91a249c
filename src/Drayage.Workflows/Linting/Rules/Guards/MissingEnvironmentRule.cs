using Drayage.Workflows.Publishing;

namespace Drayage.Workflows.Linting.Rules.Guards;

internal sealed class MissingEnvironmentRule : LintRule
{
    public override string Id => "missing-environment";

    public override Severity Severity => Severity.Note;

    public override string Title => "a job publishes for good without a protected environment";

    public override IEnumerable<Finding> Check(LintTarget target) =>
        PublishingJob.In(target)
            .Where(job => job.First.Channel is Channel.Python or Channel.Crates or Channel.Npm or Channel.NuGet && job.Job.Job.Environment is null)
            .Select(job => Found(
                target.Source,
                job.Job.Job.Id.Place,
                $"job '{job.Job.Id}' {job.What} and names no environment",
                "whoever may push to the repository may publish, and what is published there stays for good",
                "environment: release, with the branches or reviewers that may use it in the repository's settings"));
}
