using System.Text.RegularExpressions;
using Drayage.Workflows.Definitions;
using Drayage.Workflows.Resolution;

namespace Drayage.Workflows.Linting.Rules.Security;

/// <summary>The code of a pull request is fetched where the repository's token and secrets are at hand.</summary>
internal sealed partial class UntrustedCheckoutRule : LintRule
{
    public override string Id => "untrusted-checkout";

    public override Severity Severity => Severity.Error;

    public override string Title => "a privileged workflow checks out the code of a pull request";

    public override IEnumerable<Finding> Check(LintTarget target)
    {
        var workflow = target.Workflow;
        if (workflow is null || Event(workflow) is not { } name)
            yield break;
        foreach (var job in target.Jobs)
        {
            foreach (var step in job.Steps)
            {
                if (step.Step.Uses?.Is("actions/checkout") != true || Head(step) is not { } head)
                    continue;
                var after = job.Steps.SkipWhile(other => !ReferenceEquals(other.Step, step.Step)).Skip(1).FirstOrDefault(RunsCode);
                var severity = name == "pull_request_target" && after is not null && !IsGuarded(job, step) && HasPower(job) ? Severity.Error : Severity.Warning;
                yield return Found(
                    step.Source,
                    head.Place,
                    $"a workflow on {name} checks out the head of the pull request",
                    after is null
                        ? $"{name} runs with the repository's token and secrets, and with the code of whoever opened the pull request"
                        : $"'{after.Step.Title}' then runs code of the pull request, with the repository's token and secrets at hand",
                    name == "pull_request_target" ? "use the event pull_request, or do what needs the token in a second workflow on workflow_run" : "check out the default branch, and take from the pull request's run its artifacts only",
                    severity);
            }
        }
    }

    private static string? Event(Workflow workflow) =>
        workflow.Trigger("pull_request_target") is not null ? "pull_request_target" : workflow.Trigger("workflow_run") is not null ? "workflow_run" : null;

    private static Reading.ScalarText? Head(TracedStep step) =>
        new[] { step.Step.With.Find("ref"), step.Step.With.Find("repository") }.OfType<Reading.ScalarText>()
            .FirstOrDefault(text => HeadPattern().IsMatch(step.Scope.Expand(text.Value).ToString()));

    // Who has to be asked, or to be somebody, is no stranger.
    private static bool IsGuarded(JobTarget job, TracedStep step) =>
        job.Job.Environment is not null
        || job.Job.Needs.Length > 0
        || new[] { job.Job.If?.Value, step.Step.If?.Value }.Concat(step.Callers.Select(caller => caller.If?.Value)).OfType<string>().Any(EventText.LooksAtTheActor)
        || job.Workflow.Trigger("pull_request_target")?.Types is { IsEmpty: false } types && types.All(type => type.Value is "labeled" or "closed")
        || job.Steps.Any(other => other.Step.Run is { } run && run.Value.Contains("permission", StringComparison.OrdinalIgnoreCase) && run.Value.Contains("exit 1", StringComparison.Ordinal));

    private static bool HasPower(JobTarget job) =>
        job.Access.Any(access => access.Decisive is not { } set || set.All?.Value == "write-all" || set.Scopes.Any(scope => scope.Value.Value == "write"))
        || RuleTexts.Of(job.Job.Node).Any(text => SecretPattern().IsMatch(text.Value));

    private static bool RunsCode(TracedStep step) =>
        step.Step.Uses is ActionReference.Local
        || (step.Step.Run is { } run && CodePattern().IsMatch(run.Value));

    [GeneratedRegex(@"github\.head_ref|github\.event\.pull_request\.(head\.(sha|ref|repo\.full_name)|merge_commit_sha)|refs/pull/|github\.event\.workflow_run\.(head_sha|head_branch|head_commit\.id|head_repository\.full_name)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex HeadPattern();

    [GeneratedRegex(@"secrets\.(?!GITHUB_TOKEN\b)\w+", RegexOptions.IgnoreCase)]
    private static partial Regex SecretPattern();

    [GeneratedRegex(@"(^|[\s;&|(])(npm|npx|pnpm|yarn|bun|make|cmake|cargo|mvn|\./mvnw|gradle|\./gradlew|tox|nox|pytest|python3?|pip3?|uv|poetry|pdm|hatch|go (build|test|run|generate)|dotnet|bundle|rake|composer|docker (build|compose)|docker buildx|bazel|pre-commit|just|task|\./[\w./-]+|(ba)?sh [\w./-]+\.sh)(\s|$)", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex CodePattern();
}
