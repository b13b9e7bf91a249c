using System.Text.RegularExpressions;
using Drayage.Workflows.Definitions;
using Drayage.Workflows.Resolution;

namespace Drayage.Workflows.Linting.Rules.Order;

/// <summary>A workflow waits for a tag or release that another makes with the job's token: such events start nothing.</summary>
internal sealed partial class UnheardTagRule : LintRule
{
    // As deep as GitHub lets workflows call each other.
    private const int DeepestCall = 10;

    public override string Id => "unheard-tag";

    public override Severity Severity => Severity.Error;

    public override string Title => "a workflow waits for a tag or release that starts nothing";

    public override IEnumerable<Finding> Check(LintTarget target)
    {
        if (target.Workflow is not { } workflow || workflow.Jobs.Any(Dispatches))
            yield break;
        var isStartedByTag = IsStartedByTag(workflow, target.Repository, DeepestCall);
        foreach (var start in target.Jobs.SelectMany(ReleaseStart.In))
        {
            var waiting = target.Repository.Workflows
                .Where(other => !ReferenceEquals(other, workflow))
                .Select(other => (Workflow: other, Heard: WaitsFor(other, isStartedByTag, start)))
                .Where(other => other.Heard != false && !IsStartedOtherwise(other.Workflow, workflow))
                .ToArray();
            if (waiting.Length == 0)
                continue;
            var isCertain = waiting.Any(other => other.Heard == true);
            yield return Found(
                start.Step.Source,
                start.Place,
                $"{(start.MakesRelease ? "the release" : "the tag")} made here does not start {string.Join(", ", waiting.Select(other => other.Workflow.Source.Path))}",
                "it is made with GITHUB_TOKEN, and events made with it start no workflow but by workflow_dispatch and repository_dispatch",
                "start it with gh workflow run (permissions: actions: write), call it with uses, or make the tag with the token of a GitHub App",
                isCertain && start.Step.Traced.Runs == true ? null : Severity.Warning);
        }
    }

    private static bool? WaitsFor(Workflow other, bool isStartedByTag, ReleaseStart start)
    {
        var heard = (bool?)false;
        if (start.MakesRelease && other.Trigger("release") is { } release && (release.Types.IsEmpty || release.Types.Any(type => type.Value is "published" or "created" or "released" or "prereleased")))
            heard = true;
        // A release of a tag that is there makes none.
        var makesTag = !start.MakesRelease || !isStartedByTag;
        if (heard == false && makesTag && other.Trigger("push") is { Tags.IsEmpty: false } push)
            heard = TagPatterns.Match(push, start.Tag);
        return heard;
    }

    // A called workflow runs for the events of its callers.
    private static bool IsStartedByTag(Workflow workflow, WorkflowRepository repository, int depth) =>
        workflow.Trigger("push") is { Tags.IsEmpty: false }
        || (depth > 0 && workflow.Trigger("workflow_call") is not null && repository.Workflows.Any(caller =>
            caller.Jobs.Any(job => ReferenceEquals(repository.Workflow(job.Uses), workflow)) && IsStartedByTag(caller, repository, depth - 1)));

    // What has another way of being started by this workflow is not waiting for the tag alone.
    private static bool IsStartedOtherwise(Workflow other, Workflow workflow) =>
        other.Trigger("workflow_run") is { } run && run.Workflows.Any(name => name.Value == workflow.Title)
        || workflow.Jobs.Any(job => job.Uses?.Text.Value.EndsWith(Path.GetFileName(other.Source.Path), StringComparison.Ordinal) == true);

    private static bool Dispatches(Job job) => RuleTexts.Of(job.Node).Any(text => DispatchPattern().IsMatch(text.Value));

    [GeneratedRegex(@"gh workflow run|createWorkflowDispatch|createDispatchEvent|/dispatches|repository-dispatch|workflow-dispatch", RegexOptions.IgnoreCase)]
    private static partial Regex DispatchPattern();
}
