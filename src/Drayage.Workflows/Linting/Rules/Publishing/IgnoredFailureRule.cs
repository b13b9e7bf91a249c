using Drayage.Workflows.Publishing;
using Drayage.Workflows.Publishing.Jobs;
using Drayage.Workflows.Reading;

namespace Drayage.Workflows.Linting.Rules.Publishing;

/// <summary>A publish step cannot make the workflow fail.</summary>
internal sealed class IgnoredFailureRule : LintRule
{
    public override string Id => "ignored-publish-failure";

    public override Severity Severity => Severity.Warning;

    public override string Title => "the workflow is green although something was not published";

    public override bool ReadsFragments => true;

    public override IEnumerable<Finding> Check(LintTarget target)
    {
        foreach (var (step, _) in target.Acts)
        {
            foreach (var publish in step.Publications)
            {
                if (publish.Command?.FailureIgnoredBy is { } span)
                    yield return Of(step, publish, step.PlaceOf(span), $"'|| {Shown(span.Of(step.Script!.Script.Text))}'");
            }
            if (step.Traced.Step.ContinueOnError is { Value: "true" } ignoring && step.Publications.FirstOrDefault() is { } first)
                yield return Of(step, first, ignoring.Place, "'continue-on-error: true'");
        }
    }

    private Finding Of(StepActs step, PublishingAct.Publish publish, SourcePlace place, string by) => Found(
        step.Source,
        place,
        $"{by} hides it when {publish.Tool} cannot publish{(publish.Address.IsEmpty ? "" : $" '{publish.Address}'")}",
        "the run is green, and nobody learns that the copy is missing",
        "let it fail; give copies that may fail a job of their own, whose failure is told");

    private static string Shown(string text) => text.Length <= 20 ? text : text[..20] + "…";
}
