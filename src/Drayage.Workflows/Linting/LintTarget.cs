using System.Collections.Immutable;
using Drayage.Workflows.Definitions;
using Drayage.Workflows.Publishing.Jobs;
using Drayage.Workflows.Reading;
using Drayage.Workflows.Resolution;

namespace Drayage.Workflows.Linting;

/// <summary>One file of a repository, as rules look at it.</summary>
internal sealed class LintTarget
{
    private readonly Lazy<ImmutableArray<JobTarget>> jobs;
    private readonly Lazy<ImmutableArray<TracedStep>> actionSteps;
    private readonly Lazy<ImmutableArray<StepActs>> actionActs;

    public LintTarget(WorkflowRepository repository, WorkflowFile file)
    {
        Repository = repository;
        File = file;
        jobs = new Lazy<ImmutableArray<JobTarget>>(() => file.Workflow is { } workflow ? [.. workflow.Jobs.Select(job => new JobTarget(repository, workflow, job))] : []);
        actionSteps = new Lazy<ImmutableArray<TracedStep>>(() => file.Action is { } action ? JobScope.Steps(repository, action) : []);
        actionActs = new Lazy<ImmutableArray<StepActs>>(() => JobActs.Read(null, null, actionSteps.Value));
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

    /// <summary>Every step that runs, those of called actions included, with what it does for a release; of an action that stands alone, its own.</summary>
    public IEnumerable<(StepActs Step, JobTarget? Job)> Acts =>
        Jobs.SelectMany(job => job.Acts.Select(step => (step, (JobTarget?)job)))
            .Concat(actionActs.Value.Select(step => (step, (JobTarget?)null)));
}
