using System.Collections.Immutable;
using Drayage.Workflows.Definitions;
using Drayage.Workflows.Expressions;
using Drayage.Workflows.Publishing;
using Drayage.Workflows.Publishing.Jobs;
using Drayage.Workflows.Resolution;

namespace Drayage.Workflows.Inventories;

/// <summary>Lists what the workflows of a repository publish: for a tag, what its push and its release start; without one, everything.</summary>
public sealed class Inventory
{
    // As deep as GitHub lets workflows call each other.
    private const int DeepestCall = 10;

    private readonly WorkflowRepository repository;
    private readonly ImmutableArray<InventoryItem>.Builder items = ImmutableArray.CreateBuilder<InventoryItem>();

    private Inventory(WorkflowRepository repository) => this.repository = repository;

    /// <param name="tag">The tag that is released, or null.</param>
    /// <param name="name">Owner and name on GitHub, or null where they are not known.</param>
    public static ImmutableArray<InventoryItem> Of(WorkflowRepository repository, string? tag, string? name)
    {
        var inventory = new Inventory(repository);
        foreach (var workflow in repository.Workflows)
        {
            if (tag is null && !workflow.Triggers.All(trigger => trigger.Event == "workflow_call"))
                inventory.Add(workflow, workflow, Named(ExpressionScope.Empty, name), [], isCertain: true);
            else if (tag is not null && workflow.Trigger("push") is { } push && TagFilter.Matches(push, tag))
                inventory.Add(workflow, workflow, Tagged(name, tag, "push"), [], isCertain: true);
            else if (tag is not null && workflow.Trigger("release") is not null)
                inventory.Add(workflow, workflow, Tagged(name, tag, "release"), [], isCertain: true);
        }

        return [.. inventory.items.Distinct()];
    }

    private static ExpressionScope Tagged(string? name, string tag, string eventName)
    {
        var reference = ExpressionValue.Of($"refs/tags/{tag}");
        var scope = Named(ExpressionScope.Empty, name)
            .With("github", "event_name", ExpressionValue.Of(eventName))
            .With("github", "ref", reference)
            .With("github", "ref_name", ExpressionValue.Of(tag))
            .With("github", "ref_type", ExpressionValue.Of("tag"))
            .With("env", "GITHUB_EVENT_NAME", ExpressionValue.Of(eventName))
            .With("env", "GITHUB_REF", reference)
            .With("env", "GITHUB_REF_NAME", ExpressionValue.Of(tag))
            .With("env", "GITHUB_REF_TYPE", ExpressionValue.Of("tag"));
        return eventName == "release"
            ? scope.With("github", "event", ExpressionValue.Map.Open.With("release", ExpressionValue.Map.Open.With("tag_name", ExpressionValue.Of(tag))))
            : scope;
    }

    private static ExpressionScope Named(ExpressionScope scope, string? name)
    {
        if (name is null)
            return scope;
        var owner = ExpressionValue.Of(name.Split('/')[0]);
        return scope
            .With("github", "repository", ExpressionValue.Of(name))
            .With("github", "repository_owner", owner)
            .With("env", "GITHUB_REPOSITORY", ExpressionValue.Of(name))
            .With("env", "GITHUB_REPOSITORY_OWNER", owner);
    }

    private void Add(Workflow started, Workflow workflow, ExpressionScope given, ImmutableArray<string> callers, bool isCertain)
    {
        var ofWorkflow = JobScope.Of(workflow, given);
        foreach (var job in workflow.Jobs)
        {
            foreach (var leg in MatrixEvaluator.Evaluate(job.Strategy?.Matrix, ofWorkflow).Legs)
            {
                var scope = JobScope.Of(job, ofWorkflow, leg);
                if (scope.Holds(job.If?.Value) is not false and var holds)
                    Add(started, workflow, job, leg, scope, callers, isCertain && holds == true);
            }
        }
    }

    private void Add(Workflow started, Workflow workflow, Job job, MatrixLeg leg, ExpressionScope scope, ImmutableArray<string> callers, bool isCertain)
    {
        if (repository.Workflow(job.Uses) is { } called && callers.Length < DeepestCall)
        {
            var inputs = JobScope.Inputs(called.Trigger("workflow_call")?.Inputs ?? [], job.With, scope);
            // What is called knows the event and its inputs, but neither the caller's matrix nor its environment.
            var inner = ExpressionScope.Empty.With("inputs", inputs);
            inner = scope.Find("github") is { } github ? inner.With("github", github) : inner;
            Add(started, called, inner, callers.Add(leg.Title.Length == 0 ? job.Id.Value : $"{job.Id.Value} ({leg.Title})"), isCertain);
            return;
        }

        foreach (var step in JobActs.Read(workflow, job, JobScope.Steps(repository, workflow, job, scope)).Where(step => step.Traced.Runs != false))
        {
            foreach (var publish in step.Publications)
            {
                foreach (var (kind, name) in Names(publish))
                {
                    items.Add(new InventoryItem
                    {
                        Kind = kind,
                        // A tool's own default may be an expression that is known here, such as the tag.
                        Name = step.Traced.Scope.Expand(name).ToString(),
                        Workflow = started.Source.Path,
                        Job = string.Join('/', callers.Add(job.Id.Value)),
                        Leg = leg.Title,
                        IsCertain = isCertain && step.Traced.Runs == true && publish.Command is not { IsConditional: true },
                        Source = step.Source,
                        Place = step.PlaceOf(publish),
                    });
                }
            }
        }
    }

    private static IEnumerable<(string Kind, string Name)> Names(PublishingAct.Publish publish)
    {
        var address = publish.Address.ToString().Trim();
        switch (publish.Channel)
        {
            case Channel.Image:
                return [(publish.Form == PublicationForm.Index ? "index" : "image", address)];
            case Channel.GitHubRelease:
                return publish.Files.Select(file => ("asset", file.ToString().Trim())).Prepend(("release", address));
            case Channel.GitTag:
                return [("tag", address)];
            default:
                var files = string.Join(' ', publish.Files.Select(file => file.ToString().Trim()));
                return [(publish.Channel.ToString().ToLowerInvariant(), files.Length == 0 ? (address.Length == 0 ? publish.Tool : address) : address.Length == 0 ? files : $"{files} to {address}")];
        }
    }
}
