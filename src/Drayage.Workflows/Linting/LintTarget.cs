using System.Collections.Immutable;
using Drayage.Workflows.Definitions;
using Drayage.Workflows.Expressions;
using Drayage.Workflows.Reading;
using Drayage.Workflows.Resolution;

namespace Drayage.Workflows.Linting;

/// <summary>One file of a repository, as rules look at it.</summary>
internal sealed class LintTarget
{
    private readonly Lazy<ImmutableArray<JobTarget>> jobs;
    private readonly Lazy<ImmutableArray<TracedStep>> actionSteps;

    public LintTarget(WorkflowRepository repository, WorkflowFile file)
    {
        Repository = repository;
        File = file;
        jobs = new Lazy<ImmutableArray<JobTarget>>(() => file.Workflow is { } workflow ? [.. workflow.Jobs.Select(job => new JobTarget(repository, workflow, job))] : []);
        actionSteps = new Lazy<ImmutableArray<TracedStep>>(() => file.Action is { } action ? JobScope.Steps(repository, action) : []);
    }

    public WorkflowRepository Repository { get; }

    public WorkflowFile File { get; }

    public SourceFile Source => File.Source;

    public Workflow? Workflow => File.Workflow;

    public ActionDefinition? Action => File.Action;

    /// <summary>The jobs of a workflow; none for an action.</summary>
    public ImmutableArray<JobTarget> Jobs => jobs.Value;

    /// <summary>Every step that is written in this file, with its job where it has one.</summary>
    public IEnumerable<(TracedStep Step, JobTarget? Job)> Steps =>
        Jobs.SelectMany(job => job.OwnSteps.Select(step => (step, (JobTarget?)job))).Concat(actionSteps.Value.Where(step => step.Callers.IsEmpty).Select(step => (step, (JobTarget?)null)));
}
