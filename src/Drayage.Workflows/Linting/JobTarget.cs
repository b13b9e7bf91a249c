using System.Collections.Immutable;
using Drayage.Workflows.Definitions;
using Drayage.Workflows.Expressions;
using Drayage.Workflows.Publishing.Jobs;
using Drayage.Workflows.Resolution;

namespace Drayage.Workflows.Linting;

/// <summary>A job, with what is told of it without running it.</summary>
internal sealed class JobTarget
{
    private readonly Lazy<MatrixLegs> legs;
    private readonly Lazy<ImmutableArray<TracedStep>> steps;
    private readonly Lazy<ImmutableArray<TokenAccess>> access;
    private readonly Lazy<ImmutableArray<StepActs>> acts;

    public JobTarget(WorkflowRepository repository, Workflow workflow, Job job)
    {
        Workflow = workflow;
        Job = job;
        var ofWorkflow = JobScope.Of(workflow, ExpressionScope.Empty);
        legs = new Lazy<MatrixLegs>(() => MatrixEvaluator.Evaluate(job.Strategy?.Matrix, ofWorkflow));
        // What differs from leg to leg is unknown here; rules that compare legs ask for each.
        steps = new Lazy<ImmutableArray<TracedStep>>(() => JobScope.Steps(repository, workflow, job, JobScope.Of(job, ofWorkflow, Common(legs.Value))));
        access = new Lazy<ImmutableArray<TokenAccess>>(() => TokenAccess.Of(repository, workflow, job));
        acts = new Lazy<ImmutableArray<StepActs>>(() => JobActs.Read(workflow, job, Steps));
    }

    public Workflow Workflow { get; }

    public Job Job { get; }

    public string Id => Job.Id.Value;

    public MatrixLegs Legs => legs.Value;

    /// <summary>In the order in which they run, those of composite actions of the repository included.</summary>
    public ImmutableArray<TracedStep> Steps => steps.Value;

    /// <summary>The steps that are written in the job itself.</summary>
    public IEnumerable<TracedStep> OwnSteps => Steps.Where(step => step.Callers.IsEmpty);

    /// <summary>One for each way of starting the job.</summary>
    public ImmutableArray<TokenAccess> Access => access.Value;

    /// <summary>The same steps, with what they do for a release.</summary>
    public ImmutableArray<StepActs> Acts => acts.Value;

    /// <summary>Every runner that the job may get is one of GitHub's own, with nothing on it but what GitHub installs.</summary>
    public bool IsHosted => Job.Container is null && Job.RunsOn.Length > 0 && Job.RunsOn.All(label => HostedRunner.Is(label.Value));

    /// <summary>What is the same in every leg.</summary>
    private static MatrixLeg Common(MatrixLegs legs)
    {
        if (legs.Legs is not [var first, ..])
            return new MatrixLeg(ExpressionValue.Map.Open);
        var shared = first.Values.Entries.Where(entry => legs.Legs.All(leg => leg.Values.Find(entry.Key) is { } value && MatrixMatch.Covers(entry.Value, value) && MatrixMatch.Covers(value, entry.Value)));
        return new MatrixLeg(new ExpressionValue.Map([.. shared], IsOpen: true));
    }
}
