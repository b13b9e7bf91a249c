using System.Collections.Immutable;
using Drayage.Workflows.Expressions;
using Drayage.Workflows.Publishing.Jobs;
using Drayage.Workflows.Resolution;

namespace Drayage.Workflows.Linting.Rules.Matrices;

/// <summary>One leg of a job's matrix, with what its steps do.</summary>
internal sealed record LegActs(MatrixLeg Leg, ImmutableArray<StepActs> Steps)
{
    // Enough to compare legs; a matrix of hundreds is made of alike ones.
    private const int MostLegs = 32;

    /// <returns>Empty for a job of one leg, and where the matrix is told only at run time.</returns>
    public static ImmutableArray<LegActs> Of(LintTarget target, JobTarget job)
    {
        if (!job.Legs.IsKnown || job.Legs.Legs.Length < 2)
            return [];
        var scope = JobScope.Of(job.Workflow, ExpressionScope.Empty);
        return
        [
            .. job.Legs.Legs.Take(MostLegs).Where(leg => scope.With("matrix", leg.Values).Holds(job.Job.If?.Value) != false).Select(leg => new LegActs(
                leg,
                JobActs.Read(job.Workflow, job.Job, JobScope.Steps(target.Repository, job.Workflow, job.Job, JobScope.Of(job.Job, scope, leg))))),
        ];
    }
}
