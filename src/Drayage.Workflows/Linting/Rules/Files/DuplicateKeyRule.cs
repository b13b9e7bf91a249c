using Drayage.Workflows.Reading;

namespace Drayage.Workflows.Linting.Rules.Files;

internal sealed class DuplicateKeyRule : LintRule
{
    public override string Id => "duplicate-key";

    public override Severity Severity => Severity.Error;

    public override string Title => "a key stands twice in one mapping";

    public override IEnumerable<Finding> Check(LintTarget target) =>
        target.File.Problems
            .Where(problem => problem.Kind == ReadingProblemKind.DuplicateKey)
            .Select(problem => Found(target.Source, problem.Place, $"a key is repeated: {problem.Message}", "GitHub refuses a file in which a mapping has a key twice", "keep one of them"));
}
