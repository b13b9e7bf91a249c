using System.Collections.Immutable;
using Drayage.Workflows.Definitions;
using Drayage.Workflows.Expressions;

namespace Drayage.Workflows.Resolution;

/// <summary>What expressions of a workflow can know before it runs.</summary>
public static class JobScope
{
    /// <summary>The workflow's own environment and the defaults of nothing: inputs are told at run time.</summary>
    /// <param name="given">What is assumed, such as the tag of a release.</param>
    public static ExpressionScope Of(Workflow workflow, ExpressionScope given) => WithEnv(given, workflow.Env);

    public static ExpressionScope Of(Job job, ExpressionScope ofWorkflow, MatrixLeg leg) =>
        WithEnv(job.Strategy?.Matrix is null ? ofWorkflow : ofWorkflow.With("matrix", leg.Values), job.Env);

    /// <summary>The steps of a job in the order in which they run, those of composite actions of the repository included.</summary>
    public static ImmutableArray<TracedStep> Steps(WorkflowRepository repository, Workflow workflow, Job job, ExpressionScope scope)
    {
        var traced = ImmutableArray.CreateBuilder<TracedStep>();
        foreach (var step in job.Steps)
            Trace(repository, step, workflow.Source, [], scope, traced);
        return traced.ToImmutable();
    }

    /// <summary>The steps of an action by itself.</summary>
    public static ImmutableArray<TracedStep> Steps(WorkflowRepository repository, ActionDefinition action)
    {
        var traced = ImmutableArray.CreateBuilder<TracedStep>();
        foreach (var step in action.Steps)
            Trace(repository, step, action.Source, [], ExpressionScope.Empty, traced);
        return traced.ToImmutable();
    }

    /// <summary>The inputs of an action or workflow: what the caller gives, else the default, else unknown.</summary>
    public static ExpressionValue.Map Inputs(ImmutableArray<InputDefinition> declared, ImmutableArray<Setting> given, ExpressionScope caller)
    {
        var values = ExpressionValue.Map.Open;
        foreach (var input in declared)
        {
            if (given.Find(input.Name.Value) is { } value)
                values = values.With(input.Name.Value, caller.Evaluate(value.Value));
            else if (input.Default is { } preset)
                values = values.With(input.Name.Value, caller.Evaluate(preset.Value));
            else if (!input.IsRequired)
                values = values.With(input.Name.Value, ExpressionValue.Of(""));
        }

        return values;
    }

    public static ExpressionScope WithEnv(ExpressionScope scope, ImmutableArray<Setting> env) =>
        env.Aggregate(scope, (known, setting) => known.With("env", setting.Name.Value, scope.Evaluate(setting.Value.Value)));

    private static void Trace(
        WorkflowRepository repository, Step step, Reading.SourceFile source, ImmutableArray<Step> callers, ExpressionScope scope, ImmutableArray<TracedStep>.Builder traced)
    {
        var inner = WithEnv(scope, step.Env);
        traced.Add(new TracedStep(step, source, callers, inner));
        // As deep as GitHub lets actions use each other.
        if (callers.Length >= 10 || repository.Action(step.Uses) is not { } action)
            return;
        var called = inner.With("inputs", Inputs(action.Inputs, step.With, inner)).With("steps", ExpressionValue.Map.Open);
        foreach (var below in action.Steps)
            Trace(repository, below, action.Source, callers.Add(step), called, traced);
    }
}
