using Drayage.Workflows.Definitions;
using Drayage.Workflows.Expressions;
using Drayage.Workflows.Publishing;
using Drayage.Workflows.Publishing.Jobs;
using Drayage.Workflows.Resolution;

namespace Drayage.Workflows.Linting.Rules.Guards;

/// <summary>A pull request makes a job publish.</summary>
internal sealed class PublishOnPullRequestRule : LintRule
{
    private static readonly ExpressionScope PullRequest = ExpressionScope.Empty
        .With("github", "event_name", ExpressionValue.Of("pull_request"))
        .With("github", "ref_type", ExpressionValue.Of("branch"))
        .With("github", "ref", new ExpressionValue.Unknown(PartialText.Concat([PartialText.Known("refs/pull/"), PartialText.Missing("github.ref")]), true));

    public override string Id => "publish-on-pull-request";

    public override Severity Severity => Severity.Warning;

    public override string Title => "a pull request publishes";

    public override IEnumerable<Finding> Check(LintTarget target)
    {
        if (target.Workflow is not { } workflow || workflow.Trigger("pull_request") is not { } trigger || trigger.Types is [{ Value: "closed" }])
            yield break;
        var scope = JobScope.Of(workflow, PullRequest);
        foreach (var job in workflow.Jobs.Where(job => scope.Holds(job.If?.Value) == true && Always(workflow, job, scope)))
        {
            var steps = JobScope.Steps(target.Repository, workflow, job, JobScope.Of(job, scope, new MatrixLeg(ExpressionValue.Map.Open)));
            foreach (var step in JobActs.Read(workflow, job, steps).Where(step => step.Traced.Runs == true))
            {
                // Whether an action pushes can depend on the event; one that is not told stays unsaid.
                if (IsCertain(step) && step.Publications.FirstOrDefault(IsPublic) is { } publish)
                {
                    yield return Found(
                        step.Source,
                        step.PlaceOf(publish),
                        $"a pull request makes job '{job.Id.Value}' publish {publish.Address}",
                        "a pull request from a fork has a token that may only read, and no secrets, so it fails; one from a branch publishes what nobody has reviewed",
                        "if: github.event_name != 'pull_request'");
                    break;
                }
            }
        }
    }

    private static bool Always(Workflow workflow, Job job, ExpressionScope scope) =>
        job.Needs.All(need => workflow.Job(need.Value) is not { } before || scope.Holds(before.If?.Value) != false);

    private static bool IsCertain(StepActs step) =>
        step.Traced.Step.With.Find("push") is not { } push || step.Traced.Scope.Evaluate(push.Value) is not ExpressionValue.Unknown;

    private static bool IsPublic(PublishingAct.Publish publish) =>
        publish.Channel is not (Channel.Http or Channel.GitTag)
        && publish.Command is not { IsConditional: true }
        && !publish.Address.KnownStart.StartsWith("localhost", StringComparison.Ordinal)
        && !publish.Address.KnownStart.StartsWith("127.", StringComparison.Ordinal)
        && !publish.Address.KnownStart.StartsWith("ttl.sh", StringComparison.Ordinal);
}
