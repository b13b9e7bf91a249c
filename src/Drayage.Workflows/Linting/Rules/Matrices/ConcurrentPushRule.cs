using Drayage.Workflows.Publishing;
using Drayage.Workflows.Shell.Evaluation;

namespace Drayage.Workflows.Linting.Rules.Matrices;

/// <summary>Legs of a matrix push the same tag, so that one overwrites the other.</summary>
internal sealed class ConcurrentPushRule : LintRule
{
    public override string Id => "concurrent-push";

    public override Severity Severity => Severity.Error;

    public override string Title => "legs of a matrix push the same tag";

    public override IEnumerable<Finding> Check(LintTarget target)
    {
        foreach (var job in target.Jobs)
        {
            var legs = LegActs.Of(target, job);
            var pushes = legs
                .SelectMany(leg => leg.Steps.Where(step => step.Traced.Runs != false).SelectMany(step => step.Publications.Where(IsUpload).Select(push => (leg.Leg, Step: step, Push: push))))
                .GroupBy(push => push.Push.Address.ToString(), StringComparer.Ordinal);
            foreach (var same in pushes)
            {
                var first = same.First();
                var count = same.Select(push => push.Leg).Distinct().Count();
                if (count < 2 || !IsSameInEveryLeg(first.Push.Address))
                    continue;
                // A condition may let only one leg push, and a queue of one keeps them apart.
                var isCertain = same.All(push => push.Step.Traced.Runs == true && push.Push.Command is not { IsConditional: true }) && job.Job.Strategy?.MaxParallel?.Value != "1";
                yield return Found(
                    first.Step.Source,
                    first.Step.PlaceOfAddress(first.Push),
                    $"{count} legs of job '{job.Id}' push {same.Key}",
                    "the one that comes last overwrites the others, and which that is changes from run to run",
                    "push each leg under a tag of its own or by digest, and join them into one index in a job behind: docker buildx imagetools create",
                    isCertain ? null : Severity.Warning);
            }
        }
    }

    private static bool IsUpload(PublishingAct.Publish push) =>
        push is { Channel: Channel.Image, Form: PublicationForm.Upload } && ImageName.Parse(push.Address).Tag is not null;

    // What a step or another job hands over may differ from leg to leg.
    private static bool IsSameInEveryLeg(ShellText address) => address.Unknowns.All(unknown =>
        unknown.Source.Contains("github.", StringComparison.Ordinal)
        && !unknown.Source.Contains("steps.", StringComparison.Ordinal)
        && !unknown.Source.Contains("matrix", StringComparison.Ordinal)
        && !unknown.Source.Contains("needs.", StringComparison.Ordinal));
}
