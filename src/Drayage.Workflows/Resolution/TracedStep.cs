using System.Collections.Immutable;
using Drayage.Workflows.Definitions;
using Drayage.Workflows.Expressions;
using Drayage.Workflows.Reading;

namespace Drayage.Workflows.Resolution;

/// <summary>A step as a job runs it: of the job itself, or of a composite action of the repository that the job uses.</summary>
/// <param name="Source">The file that the step stands in.</param>
/// <param name="Callers">The steps that use the action, outermost first.</param>
/// <param name="Scope">What expressions in the step can know.</param>
public sealed record TracedStep(Step Step, SourceFile Source, ImmutableArray<Step> Callers, ExpressionScope Scope)
{
    /// <summary>Whether an <c>if</c> on the way may skip the step; null conditions count as possible.</summary>
    public bool? Runs => Callers.Append(Step).Select(step => Scope.Holds(step.If?.Value)).Aggregate((bool?)true, And);

    private static bool? And(bool? one, bool? other) => one == false || other == false ? false : one is null || other is null ? null : true;
}
