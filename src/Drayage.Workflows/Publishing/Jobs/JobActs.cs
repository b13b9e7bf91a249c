using System.Collections.Immutable;
using Drayage.Workflows.Definitions;
using Drayage.Workflows.Publishing.Actions;
using Drayage.Workflows.Publishing.Commands;
using Drayage.Workflows.Resolution;
using Drayage.Workflows.Shell.Evaluation;
using Drayage.Workflows.Shell.Parsing;

namespace Drayage.Workflows.Publishing.Jobs;

/// <summary>What the steps of a job do for a release, each with what the steps before it hand on.</summary>
internal sealed class JobActs
{
    private readonly ImmutableArray<StepActs>.Builder steps = ImmutableArray.CreateBuilder<StepActs>();
    private readonly HandedValues handed = new();
    private readonly Workflow? workflow;
    private readonly Job? job;

    private JobActs(Workflow? workflow, Job? job)
    {
        this.workflow = workflow;
        this.job = job;
    }

    /// <param name="workflow">Null for an action by itself.</param>
    /// <param name="job">Null for an action by itself.</param>
    /// <param name="traced">The steps, in the order in which they run.</param>
    public static ImmutableArray<StepActs> Read(Workflow? workflow, Job? job, ImmutableArray<TracedStep> traced)
    {
        var acts = new JobActs(workflow, job);
        foreach (var step in traced)
            acts.Add(step);
        return acts.steps.DrainToImmutable();
    }

    private void Add(TracedStep traced)
    {
        var step = traced.Step;
        // The action's own input is a script: it runs a command again until it succeeds.
        var text = step.Run ?? (step.Uses?.Is("nick-fields/retry") == true ? step.With.Find("command") : null);
        var script = text is null ? null : ShellEvaluator.Evaluate(
            ShellReader.Read(text.Value, StepShell.DialectOf(workflow, job, step)),
            new ShellEnvironment { Variables = handed.Variables(traced), Expression = inner => handed.Expression(traced, inner) });
        var call = script is null && step.Uses is ActionReference.Remote remote ? CallOf(traced, remote) : null;
        steps.Add(new StepActs
        {
            Traced = traced,
            Text = text,
            Script = script,
            Acts = script is not null ? CommandActs.In(script) : call is not null ? ActionActs.Of(call) : [],
        });
        if (script is not null)
            handed.Take(step, script);
        else if (call is not null && step.Uses?.Is(ImageMetadata.Action) == true)
            TakeImages(step, call);
    }

    private void TakeImages(Step step, ActionCall call)
    {
        var tag = ShellText.Unknown(step.Id is { } id ? $"${{{{ steps.{id.Value}.outputs.version }}}}" : "$DOCKER_METADATA_OUTPUT_VERSION");
        var references = ImageMetadata.References(call, tag);
        if (references.IsEmpty)
            return;
        handed.Take(step, "tags", "DOCKER_METADATA_OUTPUT_TAGS", ShellText.Concat([.. references.SelectMany(reference => new[] { reference, "\n" })]));
        handed.Take(step, "json", "DOCKER_METADATA_OUTPUT_JSON", JqTags.Json(references));
    }

    private ActionCall CallOf(TracedStep traced, ActionReference.Remote action) => new()
    {
        Name = action.FullName,
        Input = name => traced.Step.With.Find(name) is { } value ? handed.Expand(traced, value.Value) : null,
    };
}
