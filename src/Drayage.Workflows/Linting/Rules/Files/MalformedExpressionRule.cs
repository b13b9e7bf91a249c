using Drayage.Workflows.Expressions;
using Drayage.Workflows.Reading;

namespace Drayage.Workflows.Linting.Rules.Files;

internal sealed class MalformedExpressionRule : LintRule
{
    public override string Id => "malformed-expression";

    public override Severity Severity => Severity.Error;

    public override string Title => "an expression cannot be parsed";

    public override IEnumerable<Finding> Check(LintTarget target)
    {
        foreach (var text in RuleTexts.Of(target.Workflow?.Node ?? target.Action?.Node))
        {
            if (!text.Value.Contains("${{", StringComparison.Ordinal))
                continue;
            foreach (var segment in TextTemplate.Parse(text.Value).Segments)
            {
                // An action's metadata is prose but for its steps.
                if (segment is { IsExpression: true, Expression: null, Error: { } error } && !IsProse(target, text))
                    yield return Found(text.Source, text.PlaceOf(segment.Start, segment.End - segment.Start), "the expression cannot be parsed", error);
            }
        }
    }

    private static bool IsProse(LintTarget target, ScalarText text) => target.Action is not null && !IsInSteps(target, text);

    private static bool IsInSteps(LintTarget target, ScalarText text) =>
        target.Action!.Node["runs"] is { } runs && text.Place.Start >= runs.Place.Start && text.Place.End <= runs.Place.End;
}
