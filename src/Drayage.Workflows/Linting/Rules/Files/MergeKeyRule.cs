using Drayage.Workflows.Reading;

namespace Drayage.Workflows.Linting.Rules.Files;

internal sealed class MergeKeyRule : LintRule
{
    public override string Id => "merge-key";

    public override Severity Severity => Severity.Error;

    public override string Title => "a merge key, which GitHub does not know";

    public override IEnumerable<Finding> Check(LintTarget target) =>
        target.File.Problems
            .Where(problem => problem.Kind == ReadingProblemKind.MergeKey)
            .Select(problem => Found(target.Source, problem.Place, "a mapping is merged with '<<'", problem.Message, "repeat the entries, or name the whole mapping with an alias"));
}
