using System.Text.RegularExpressions;
using Drayage.Workflows.Definitions;

namespace Drayage.Workflows.Linting.Rules.Guards;

/// <summary>A workflow that publishes runs in forks too.</summary>
internal sealed partial class PublishOnForkRule : LintRule
{
    private static readonly string[] RunInForks = ["push", "schedule"];

    public override string Id => "publish-on-fork";

    public override Severity Severity => Severity.Note;

    public override string Title => "a fork would publish too";

    public override IEnumerable<Finding> Check(LintTarget target)
    {
        if (target.Workflow is not { } workflow || !workflow.Triggers.Any(trigger => RunInForks.Contains(trigger.Event)))
            yield break;
        foreach (var job in PublishingJob.In(target))
        {
            if (!IsGuarded(workflow, job.Job.Job, []) && !job.Step.Traced.Callers.Append(job.Step.Traced.Step).Any(step => Names(step.If?.Value)))
                yield return Found(
                    target.Source,
                    job.Job.Job.Id.Place,
                    $"job '{job.Job.Id}' {job.What} in every fork that has Actions switched on",
                    "there it fails, or publishes under the fork's name",
                    "if: github.repository == 'OWNER/NAME'");
        }
    }

    // A job that is skipped takes those that need it along.
    private static bool IsGuarded(Workflow workflow, Job job, HashSet<string> seen) =>
        Names(job.If?.Value) || job.Needs.Any(need => seen.Add(need.Value) && workflow.Job(need.Value) is { } before && IsGuarded(workflow, before, seen));

    private static bool Names(string? condition) => condition is not null && RepositoryPattern().IsMatch(condition);

    [GeneratedRegex(@"github\.(repository|repository_owner|repository_id|event\.repository\.(fork|full_name|owner\.login))\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex RepositoryPattern();
}
