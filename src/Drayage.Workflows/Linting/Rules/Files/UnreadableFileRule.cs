using Drayage.Workflows.Reading;

namespace Drayage.Workflows.Linting.Rules.Files;

/// <summary>A file that is no YAML: GitHub ignores it, or fails every run of it.</summary>
internal sealed class UnreadableFileRule : LintRule
{
    public override string Id => "unreadable-file";

    public override Severity Severity => Severity.Error;

    public override string Title => "a file cannot be read as YAML";

    public override IEnumerable<Finding> Check(LintTarget target) =>
        target.File.Problems
            .Where(problem => problem.Kind == ReadingProblemKind.Invalid)
            .Select(problem => Found(target.Source, problem.Place, $"{target.Source.Path} cannot be read", problem.Message));
}
