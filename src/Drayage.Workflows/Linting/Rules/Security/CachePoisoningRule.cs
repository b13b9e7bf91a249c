using Drayage.Workflows.Definitions;
using Drayage.Workflows.Linting.Rules.Guards;
using Drayage.Workflows.Reading;
using Drayage.Workflows.Resolution;

namespace Drayage.Workflows.Linting.Rules.Security;

/// <summary>A job that publishes builds from a cache that others can write.</summary>
internal sealed class CachePoisoningRule : LintRule
{
    private static readonly string[] Events = ["pull_request_target", "issue_comment", "workflow_run"];

    public override string Id => "cache-poisoning";

    public override Severity Severity => Severity.Note;

    public override string Title => "what is published may come from a cache that others can write";

    public override IEnumerable<Finding> Check(LintTarget target)
    {
        if (target.Workflow is not { } workflow || !IsRelease(workflow))
            yield break;
        var open = target.Repository.Workflows.FirstOrDefault(other => LetsStrangersWrite(target.Repository, other));
        foreach (var job in PublishingJob.In(target))
        {
            if (job.Job.Steps.Select(step => (Step: step, Cache: Cache(step))).FirstOrDefault(step => step.Cache is not null) is not { Cache: { } place } found)
                continue;
            yield return Found(
                found.Step.Source,
                place,
                $"job '{job.Job.Id}' {job.What}, and builds from a cache",
                open is null
                    ? "every workflow of the default branch writes to the same caches; whoever gets one of them to run code can put files into the release"
                    : $"{open.Source.Path} runs code of pull requests with write access to the caches of the default branch",
                "build releases without a cache, or with one whose key no other workflow writes",
                open is null ? null : Severity.Warning);
        }
    }

    private static bool IsRelease(Workflow workflow) =>
        workflow.Trigger("release") is not null || workflow.Trigger("push") is { Tags.IsEmpty: false };

    // Checks out the head of a pull request in the scope of the default branch, whose caches releases read.
    private static bool LetsStrangersWrite(WorkflowRepository repository, Workflow workflow) =>
        Events.Any(name => workflow.Trigger(name) is not null)
        && new UntrustedCheckoutRule().Check(new LintTarget(repository, repository.Files.First(file => ReferenceEquals(file.Workflow, workflow)))).Any();

    private static SourcePlace? Cache(TracedStep traced)
    {
        var step = traced.Step;
        if (step.Uses is not ActionReference.Remote remote)
            return null;
        var input = remote.FullName.ToLowerInvariant() switch
        {
            "actions/cache" or "actions/cache/restore" or "swatinem/rust-cache" or "mozilla-actions/sccache-action" => remote.Text,
            "actions/setup-node" or "actions/setup-python" or "actions/setup-java" or "actions/setup-dotnet" => step.With.Find("cache") is { Value: not ("" or "false") } cache ? cache : null,
            "astral-sh/setup-uv" => step.With.Find("enable-cache") is { Value: "true" } cache ? cache : null,
            "docker/build-push-action" => step.With.Find("cache-from") is { } from && from.Value.Contains("type=gha", StringComparison.Ordinal) ? from : null,
            _ => null,
        };
        return input?.Place;
    }
}
