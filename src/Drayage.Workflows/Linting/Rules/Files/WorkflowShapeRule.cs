using Drayage.Workflows.Reading;

namespace Drayage.Workflows.Linting.Rules.Files;

/// <summary>YAML that is no workflow.</summary>
internal sealed class WorkflowShapeRule : LintRule
{
    public override string Id => "workflow-shape";

    public override Severity Severity => Severity.Warning;

    public override string Title => "a file has not the form of a workflow";

    public override IEnumerable<Finding> Check(LintTarget target) =>
        target.File.Problems
            .Where(problem => problem.Kind == ReadingProblemKind.Shape)
            .Select(problem => Found(target.Source, problem.Place, problem.Message, "GitHub runs no workflow of this form"));
}
